"""A rule that is added or edited is seen although the cache is warm, as the cache's key is the checks' own."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipt_train.bank.rules.registry import RULES
from tests.conftest import BANK, ROOT

DEMO = '''"""The stem says something (house rule).

Why: To show that a new rule is seen (house rule).

Fix: Nothing.
"""

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity


def check(item):
    yield item.at("stem", "W999", "the stem was seen")


RULE = ItemRule(code="W999", severity=Severity.WARNING, explanation=__doc__, check=check)
'''


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Path]:
    """A copy of the package and its data."""
    copy = tmp_path / "copy"
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "ipt_train", copy / "ipt_train", ignore=unwanted)
    for name in ("schemas", "question_banks"):
        (copy / name).symlink_to(ROOT / name)
    shutil.copytree(BANK, tmp_path / "bank")  # outside the repository, whose settings pass over tests
    return copy


def check(path: Path, home: Path, *options: str) -> set[tuple[str, str]]:
    """Codes and messages of what the program at a path finds in the bank of the tests."""
    words = [sys.executable, "-m", "ipt_train", "bank", "check", "bank", "--json", *options]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = kept | {"PYTHONPATH": str(path), "IPT_TRAIN_HOME": str(home)}
    env["PYTHONDONTWRITEBYTECODE"] = "1"  # compiled files are told apart by whole seconds
    result = subprocess.run(words, cwd=home.parent, env=env, capture_output=True, text=True, check=False)  # fmt: skip
    assert result.returncode in {0, 1}, result.stderr
    return {(found["code"], found["message"]) for found in json.loads(result.stdout)["findings"]}


def entries(home: Path) -> set[str]:
    return {file.name for file in (home / "cache" / "banks").glob("*.findings.json")}


def test_a_rule_added_edited_and_removed_is_seen_with_a_warm_cache(
    package: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    assert not check(package, home)
    first = entries(home)
    assert not check(package, home)
    assert entries(home) == first  # the second time nothing was checked
    file = package / "ipt_train" / "bank" / "rules" / "w999_demo.py"
    file.write_text(DEMO)
    assert check(package, home) == {("W999", "the stem was seen")}
    file.write_text(DEMO.replace("was seen", "was read"))
    assert check(package, home) == {("W999", "the stem was read")}
    edited = entries(home)
    assert len(edited) > len(first)
    file.unlink()
    assert not check(package, home)
    assert entries(home) == edited  # the first outcome is believed again


def test_a_file_that_holds_no_rule_of_its_name_is_refused(package: Path, tmp_path: Path) -> None:
    (package / "ipt_train" / "bank" / "rules" / "w998_demo.py").write_text(DEMO)
    with pytest.raises(AssertionError, match="assert 70 in"):
        check(package, tmp_path / "home")
    (fault,) = (tmp_path / "home" / "state").glob("fault-*.txt")
    assert "w998_demo.py must end with RULE" in fault.read_text()


def test_all_that_a_check_loads_is_in_the_key() -> None:
    told = subprocess.run(
        [sys.executable, "-c",
         "import json, sys\n"
         "import ipt_train.bank.source.check, ipt_train.bank.core.schema\n"
         "from ipt_train.bank.source.checks import sources\n"
         "files = [m.__file__ for n, m in sys.modules.items() if n.startswith('ipt_train')]\n"
         "print(json.dumps([files, list(map(str, sources()))]))"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    loaded, keyed = json.loads(told)
    outside = {Path(name) for name in set(loaded) - set(keyed)}
    assert {file.name for file in outside} == {"__init__.py"}


def test_a_zipped_package_is_known_by_its_version(tmp_path: Path) -> None:
    archive = tmp_path / "ipt_train.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in (ROOT / "ipt_train").rglob("*.py"):
            zipped.write(file, file.relative_to(ROOT))
    told = subprocess.run(
        [sys.executable, "-c",
         "from ipt_train.bank.source.checks import digest_of_checks\n"
         "from ipt_train.bank.rules.registry import RULES\n"
         "import ipt_train\n"
         "print(ipt_train.__file__, digest_of_checks().hex(), len(RULES))"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(archive)}, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert told[0].startswith(str(archive))
    assert len(told[1]) == 64
    assert int(told[2]) == len(RULES)
