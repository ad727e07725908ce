"""Two devices: logs are joined by id, in any order, as often as one likes."""

import json
from pathlib import Path

import pytest

from tests.program import BANK, run


def device(environment: dict[str, str], home: Path) -> dict[str, str]:
    return environment | {"IPT_TRAIN_HOME": str(home)}


def study(env: dict[str, str], rows: str) -> None:
    result = run("study", "--bank", BANK, "--answers", "-", env=env, stdin="item,response\n" + rows)
    assert result.returncode == 0, result.stderr


def log_of(env: dict[str, str]) -> str:
    return json.loads(run("data", "path", "--json", env=env).stdout)["data"]["log"]


def state(env: dict[str, str]) -> list[str]:
    return sorted(run("export", "reviews", "--bank", BANK, env=env).stdout.splitlines())


def test_two_devices_come_to_the_same_state(environment: dict[str, str], tmp_path: Path) -> None:
    laptop, phone = (device(environment, tmp_path / name) for name in ("laptop", "phone"))
    study(laptop, "one,b\ntwo,a\n")
    study(phone, "three,a\n")
    shared = tmp_path / "cloud"
    shared.mkdir()
    for env in (laptop, phone):
        assert run("data", "backup", str(shared), env=env).returncode == 0
    first = json.loads(run("data", "merge", str(shared), "--json", env=laptop).stdout)["data"]
    assert sorted(first["added"].values()) == [0, 2]  # the answer and the zone of the other device
    run("data", "merge", str(shared), env=phone)
    assert state(laptop) == state(phone)
    assert len(state(laptop)) == 1 + 3
    again = json.loads(run("data", "merge", str(shared), "--json", env=laptop).stdout)["data"]
    assert set(again["added"].values()) == {0}
    assert run("data", "doctor", "--quick", env=laptop).returncode == 0


def test_a_backup_overwrites_nothing_and_brings_a_lost_log_back(
    environment: dict[str, str], tmp_path: Path
) -> None:
    study(environment, "one,b\n")
    before = state(environment)
    copy = tmp_path / "copy.db"
    assert run("data", "backup", str(copy), env=environment).returncode == 0
    refused = run("data", "backup", str(copy), env=environment)
    assert refused.returncode == 2
    assert "no file is overwritten" in refused.stderr
    Path(log_of(environment)).unlink()
    assert run("data", "merge", str(copy), env=environment).returncode == 0
    assert state(environment) == before


@pytest.mark.parametrize(
    ("content", "status"),
    [(None, 2), (b"", 3), (b"no database " * 90, 3)],
    ids=["absent", "empty", "other"],
)
def test_what_is_no_log_is_refused_and_nothing_is_merged(
    environment: dict[str, str], tmp_path: Path, content: bytes | None, status: int
) -> None:
    study(environment, "one,b\n")
    before = state(environment)
    other = tmp_path / "other.db"
    if content is not None:
        other.write_bytes(content)
    result = run("data", "merge", str(other), env=environment)
    assert (result.returncode == status) or (content == b"" and result.returncode == 0)
    assert "Traceback" not in result.stderr
    assert state(environment) == before
    if content is not None:
        assert other.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_a_device_whose_name_was_lost_gets_a_new_one(
    environment: dict[str, str], content: bytes
) -> None:
    """An empty file, as a power cut leaves it, must not give two devices one name."""
    run("config", "set", "new-per-day", "5", env=environment)
    file = Path(environment["IPT_TRAIN_HOME"]) / "data" / "device"
    file.write_bytes(content)
    run("config", "set", "new-per-day", "6", env=environment)
    assert len(file.read_text()) == 12
    devices = json.loads(run("data", "doctor", "--json", env=environment).stdout)["data"]["devices"]
    assert set(devices) >= {file.read_text()}
    assert "unnamed" not in devices
