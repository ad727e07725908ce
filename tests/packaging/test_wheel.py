"""The wheel, built and used outside the checkout: banks and schemas travel with it."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    return next(target.glob("*.whl"))


def test_the_installed_wheel_finds_its_banks(wheel: Path, tmp_path: Path) -> None:
    """Installed without its dependencies into a new environment that borrows ours for them."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    site = next(home.glob("lib/python*/site-packages"))
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", "--target", str(site), str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    ours = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    probe = (
        "import sys, pathlib\n"
        f"sys.path.append({str(ours)!r})\n"
        "import ipt_train; assert pathlib.Path(ipt_train.__file__).is_relative_to(pathlib.Path(sys.prefix).resolve()), ipt_train.__file__\n"
        "sys.argv = ['ipt-train', *sys.argv[1:]]\n"
        "from ipt_train.cli import main; main()"
    )
    env = {"IPT_TRAIN_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(python), "-I", "-c", probe, *words],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    check = run("bank", "check")
    assert check.returncode == 0, check.stdout + check.stderr
    assert "no faults found" in check.stdout
    due = run("due", "--plain")
    assert due.returncode == 0, due.stderr
    assert "Begin with" in due.stdout
    assert "Bad:" in run("explain", "Y004").stdout
    assert "<title>IPT training: progress" in run("progress", "--html", "-").stdout
    assert run("bank", "new", "mine").returncode == 0
    assert "is still to be written" in run("bank", "check", "mine.yaml").stdout
    places = run("data", "path").stdout
    assert "_data" in places
    assert str(ROOT) not in places
