"""Where a value comes from: flag, environment, project's file, user's file, log, default."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.program import run

Env = dict[str, str]


def listed(env: Env, cwd: Path, *words: str) -> dict[str, tuple[str, str]]:
    data = json.loads(run("config", "list", "--json", *words, env=env, cwd=cwd).stdout)["data"]
    sources = data.pop("sources")
    return {name: (value, sources[name]) for name, value in data.items()}


def test_each_place_wins_over_the_next(environment: Env, tmp_path: Path) -> None:
    user = Path(environment["IPT_TRAIN_HOME"]) / "config.toml"
    project = tmp_path / "ipt-train.toml"
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    run("profile", "new", "ann", env=environment)
    assert listed(environment, below)["profile"] == ("default", "default")
    assert listed(environment, below)["minutes"] == ("none", "default")
    for words in (("minutes", "30"), ("limit", "40"), ("profile", "ann"), ("plain", "true")):
        assert run("config", "set", *words, env=environment, cwd=tmp_path).returncode == 0
    assert listed(environment, below)["minutes"] == ("30", f"{user}:1")
    assert listed(environment, below)["profile"] == ("ann", f"{user}:3")
    assert listed(environment, below)["new-per-day"] == ("10", "default")
    run("config", "set", "new-per-day", "7", env=environment)
    assert listed(environment, below)["new-per-day"] == ("7", "the log of ann")
    run("config", "set", "minutes", "20", "--project", env=environment, cwd=tmp_path)
    assert listed(environment, below)["minutes"] == ("20", f"{project}:1")
    assert listed(environment, tmp_path.parent)["minutes"] == ("30", f"{user}:1")
    env = environment | {"IPT_TRAIN_MINUTES": "10", "IPT_TRAIN_PLAIN": "0"}
    assert listed(env, below)["minutes"] == ("10", "IPT_TRAIN_MINUTES")
    assert listed(env, below)["plain"] == ("false", "IPT_TRAIN_PLAIN")
    assert listed(env, below, "--profile", "default")["profile"] == ("default", "--profile")
    assert listed(env, below, "--plain")["plain"] == ("true", "--plain")
    assert listed(env, below)["limit"] == ("40", f"{user}:2")
    run("config", "set", "limit", "none", env=environment)
    assert listed(env, below)["limit"] == ("none", "default")
    got = json.loads(run("config", "get", "minutes", "--json", env=env, cwd=below).stdout)["data"]
    assert got == {"minutes": "10", "source": "IPT_TRAIN_MINUTES"}


def test_preferences_are_in_force(warm: Env, tmp_path: Path) -> None:
    """They do what the flag would have done, and a flag still wins."""
    rows = "item,response\n" + "".join(f"{one},b\n" for one in ("one", "two"))
    bank = str(ROOT / "tests" / "bank" / "good" / "sample.yaml")
    words = ("study", "--bank", bank, "--answers", "-", "--json")
    (tmp_path / "ipt-train.toml").write_text("limit = 1\nplain = true\n")
    first = json.loads(run(*words, env=warm, cwd=tmp_path, stdin=rows).stdout)["data"]
    assert len(first["answers"]) == 1
    second = json.loads(
        run(*words, "--limit", "9", env=warm, cwd=tmp_path, stdin=rows).stdout
    )["data"]  # fmt: skip
    assert len(second["answers"]) >= 1
    assert run("due", env=warm, cwd=tmp_path).stdout.startswith("Due on")
    decorated = run("due", env=warm | {"IPT_TRAIN_PLAIN": "0"}, cwd=tmp_path)
    assert not decorated.stdout.startswith("Due on")
    # a preference of sittings is no default of other commands
    assert run("exam", "list", env=warm, cwd=tmp_path).returncode in (0, 2)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("plain = 1\n", 1, "`plain` must be of type bool"),
        ("# first\n\nminutes = 9999\n", 3, "`9999` is not a value for minutes"),
        ("limit = true\n", 1, "`limit` must be of type int"),
        ("limit = 0\n", 1, "`0` is not a value for limit"),
        ('profile = "../ann"\n', 1, "is not a value for profile"),
        ("plain = true\ncolour = 1\n", 2, "`colour` is not a preference"),
        ("[study]\nlimit = 2\n", 1, "`study` is not a preference"),
        ("plain = true\ndesired-retention = 0.8\n", 2, "kept in the log"),
        ('plain = "yes\n', None, "line 1"),
        ("plain = true\nplain = false\n", None, "line 2"),
        (b"\xff\xfe", None, "utf-8"),
    ],
)
def test_a_faulty_file_is_named_with_its_line(
    environment: Env, tmp_path: Path, text: str | bytes, line: int | None, said: str
) -> None:
    file = tmp_path / "ipt-train.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = run("due", env=environment, cwd=tmp_path)
    assert result.returncode == 2
    assert f"{file}:{line}:" in result.stderr if line else f"{file}: " in result.stderr
    assert said in result.stderr
    assert "hint: " in result.stderr
    assert run("due", "--brief", env=environment, cwd=tmp_path).returncode == 2
    assert run("due", "--help", env=environment, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("IPT_TRAIN_LIMIT", "many", "limit"), ("IPT_TRAIN_MINUTES", "-1", "minutes"), ("IPT_TRAIN_PROFILE", "A B", "profile")],
)  # fmt: skip
def test_a_faulty_variable_is_named(environment: Env, name: str, value: str, said: str) -> None:
    result = run("config", "list", env=environment | {name: value})
    assert result.returncode == 2
    assert name in result.stderr
    assert f"`{value}` is not a value for {said}" in result.stderr


def test_setting_keeps_what_else_is_in_the_file(environment: Env, tmp_path: Path) -> None:
    file = tmp_path / "ipt-train.toml"
    file.write_text("# for the course of spring\nminutes = 20 # short\n\nplain = true\n")
    run("config", "set", "minutes", "25", "--project", env=environment, cwd=tmp_path)
    text = file.read_text()
    assert "# for the course of spring" in text
    assert text.count("minutes") == 1
    assert "minutes = 25" in text
    refused = run("config", "set", "minutes", "0", "--project", env=environment, cwd=tmp_path)
    assert refused.returncode == 2
    assert file.read_text() == text
    wrong = run("config", "set", "rollover", "3", "--project", env=environment, cwd=tmp_path)
    assert wrong.returncode == 2
    assert "kept in the log" in wrong.stderr
    unknown = run("config", "set", "colour", "3", env=environment, cwd=tmp_path)
    assert unknown.returncode == 2
    assert "`ipt-train config list` lists them" in unknown.stderr


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(environment: Env) -> None:
    """The line was added a second time behind the mark, and every command refused the file."""
    file = Path(environment["IPT_TRAIN_HOME"]) / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\xef\xbb\xbfplain = true\r\n# mine\r\nlimit = 9")
    for value in ("false", "true", "false"):
        assert run("config", "set", "plain", value, env=environment).returncode == 0
        assert run("due", "--brief", env=environment).returncode == 0
    assert run("config", "set", "minutes", "20", env=environment).returncode == 0
    assert run("config", "set", "limit", "none", env=environment).returncode == 0
    assert file.read_bytes() == b"plain = false\n# mine\nminutes = 20\n"


def test_a_linked_file_of_preferences_stays_a_link_and_keeps_its_mode(
    environment: Env, tmp_path: Path
) -> None:
    home = Path(environment["IPT_TRAIN_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    real = tmp_path / "dotfiles.toml"
    real.write_text("plain = true\n")
    real.chmod(0o660)
    (home / "config.toml").symlink_to(real)
    assert run("config", "set", "plain", "false", env=environment).returncode == 0
    assert (home / "config.toml").is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == ("plain = false\n", 0o660)


@pytest.mark.parametrize("text", ["x = " + "[" * 5000, "x = " + "[" * 5000 + "]" * 5000])
def test_a_file_that_is_nested_too_deep_is_a_faulty_file(
    environment: Env, tmp_path: Path, text: str
) -> None:
    (tmp_path / "ipt-train.toml").write_text(text)
    for words in (("due",), ("due", "--brief"), ("config", "set", "plain", "true", "--project")):
        result = run(*words, env=environment, cwd=tmp_path)
        assert result.returncode == 2, result.stderr
        assert f"{tmp_path / 'ipt-train.toml'}: it is nested too deeply" in result.stderr
