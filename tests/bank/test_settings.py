"""The settings of a project, which files a folder stands for, the baseline and standard input."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ipt_train.bank.operation.check import selection
from ipt_train.bank.source.settings_file import settings_for
from ipt_train.bank.source.walk import walked
from ipt_train.errors import BankNotFoundError, SettingError, UsageError
from ipt_train.vocabulary import FailOn, Severity
from tests.program import BANK, COMMAND, run

GOOD = Path(BANK).read_text()
FLAWED = GOOD.replace("text: Option a", "text: None of the above", 1)
SHORT = GOOD.replace("rationale: Because of a.", "rationale: No.", 1)

Check = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a bank in a folder of its own."""
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "bank.yaml").write_text(FLAWED)
    bibliography = (Path(BANK).parent / "bibliography.yaml").read_text()
    (tmp_path / "banks" / "bibliography.yaml").write_text(bibliography)
    return tmp_path


@pytest.fixture
def check(project: Path, environment: dict[str, str]) -> Check:
    """Checks within the project."""

    def checked(*words: str) -> subprocess.CompletedProcess[str]:
        return run("bank", "check", *words, env=environment, cwd=project)

    return checked


def codes(result: subprocess.CompletedProcess[str]) -> list[str]:
    return [f"{one['severity']} {one['code']}" for one in json.loads(result.stdout)["findings"]]


HOLDS = {
    "nothing": ("", ["error W001"], 1),
    "ignore": ('ignore = ["W0"]', [], 0),
    "select": ('select = ["H"]', ["info H004"] * 14, 0),
    "severity": ('severity = {W001 = "info"}', ["info W001"], 0),
    "the longest beginning": ('severity = {W = "info", W001 = "warning"}', ["warning W001"], 0),
    "fail-on": ('fail-on = "info"\nseverity = {W001 = "info"}', ["info W001"], 1),
    "never": ('fail-on = "never"', ["error W001"], 0),
    "a file": ('per-file-ignores = {"banks/bank.yaml" = ["W001"]}', [], 0),
    "files by pattern": ('per-file-ignores = {"banks/" = ["w"]}', [], 0),
    "a file with a dot": ('per-file-ignores = {"./banks/bank.yaml" = ["W001"]}', [], 0),
    "another file": ('per-file-ignores = {"other/" = ["W"]}', ["error W001"], 1),
}


@pytest.mark.parametrize("name", ["ipt-train.toml", "pyproject.toml"])
@pytest.mark.parametrize(("text", "expected", "status"), HOLDS.values(), ids=HOLDS)
def test_settings_hold(
    name: str, text: str, expected: list[str], status: int, project: Path, check: Check
) -> None:
    table = "bank" if name == "ipt-train.toml" else "tool.ipt-train.bank"
    (project / name).write_text(f"[{table}]\n{text}\n")
    result = check("banks", "--json")
    assert (codes(result), result.returncode) == (expected, status)


def test_the_nearest_settings_count_alone_and_an_option_before_them(
    project: Path, check: Check
) -> None:
    (project / "ipt-train.toml").write_text('[bank]\nignore = ["W"]\n')
    assert codes(check("banks", "--json")) == []
    assert codes(check("banks", "--ignore", "H", "--json")) == ["error W001"]
    (project / "banks" / "pyproject.toml").write_text('[tool.ipt-train.bank]\nfail-on = "never"\n')
    near = check("banks", "--json")
    assert (codes(near), near.returncode) == (["error W001"], 0)
    assert check("banks", "--fail-on", "error").returncode == 1
    (project / "banks" / "pyproject.toml").write_text('[project]\nname = "x"\n')  # says nothing
    assert codes(check("banks", "--json")) == []


def test_what_is_excluded_is_named_from_the_settings_or_the_present_folder(
    project: Path, environment: dict[str, str]
) -> None:
    def items(folder: Path, *words: str) -> int:
        done = run("bank", "check", ".", *words, "--json", env=environment, cwd=folder)
        return int(json.loads(done.stdout)["data"]["items"])

    (project / "old").mkdir()
    (project / "old" / "old.yaml").write_text(GOOD.replace("id: sample", "id: old").replace("- id: ", "- id: old-"))  # fmt: skip
    assert items(project) == 28
    assert items(project, "--exclude", "/old/") == 14
    (project / "ipt-train.toml").write_text('[bank]\nexclude = ["/old/"]\n')
    assert items(project) == 14
    assert items(project, "--exclude", "/none/") == 28
    assert items(project / "old", "--exclude", "/none/") == 14


def test_all_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "ipt-train.toml").write_text(
        'minutes = 20\n[bank]\nselect = ["w"]\nignore = ["H001"]\nexclude = ["a/"]\nfail-on = "warning"\n'
        'baseline = "b.json"\n[bank.severity]\nW = "info"\n[bank.per-file-ignores]\n"x.yaml" = ["B"]\n'
    )
    said = settings_for([tmp_path])
    assert (said.select, said.ignore, said.exclude) == (("W",), ("H001",), ("a/",))
    assert (said.fail_on, said.baseline) == (FailOn.WARNING, tmp_path / "b.json")
    assert (said.severity, said.per_file_ignores) == ({"W": Severity.INFO}, {"x.yaml": ("B",)})


WRONG = {
    "a setting that there is not": ('\nselct = ["W"]', 3, "`selct` is not a setting for banks", "did you mean `select`?"),
    "underscores": ('fail_on = "info"', 2, "`fail_on` is not a setting for banks", "did you mean `fail-on`?"),
    "nothing like it": ("colour = 1", 2, "`colour` is not a setting for banks", "one of select"),
    "no list": ('select = "W"', 2, "`select` is a list of codes, not 'W'", "list of codes"),
    "no texts": ("ignore = [1]", 2, "`ignore` is a list of codes, not [1]", "list of codes"),
    "no code": ('ignore = ["H001"]\nselect = ["W03"]', 3, "no code begins with `W03`", "did you mean `W003`?"),
    "an empty code": ('select = [""]', 2, "no code begins with ``", "such as W003"),
    "codes in one text": ('ignore = ["W001,W002"]', 2, "no code begins with `W001,W002`", 'write each code on its own: "W001", "W002"'),
    "no table": ('severity = "error"', 2, "`severity` is a table", "table of codes"),
    "no severity": ('[bank.severity]\nH001 = "info"\nW003 = "loud"', 4, "`W003` of `severity` is one of error, warning, info, not 'loud'", "table of codes"),
    "a severity for no code": ('[bank.severity]\nW999 = "info"', 3, "no code begins with `W999`", "known codes: W001"),
    "no list for a file": ('[bank.per-file-ignores]\n"a.yaml" = "W"', 3, "`a.yaml` is a list of codes", ""),
    "no weight": ('fail-on = "warn"', 2, "`fail-on` is one of error, warning, info, never, not 'warn'", ""),
    "true": ("exclude = true", 2, "`exclude` is a list of patterns, not true", ""),
    "no file": ("baseline = 3", 2, "`baseline` is the name of a file, not 3", ""),
    "no TOML": ("select = [", 2, "Invalid value", "TOML"),
}  # fmt: skip  # a table


@pytest.mark.parametrize(
    ("select", "ignore", "message", "hint"),
    [
        (["W001 W002"], [], "--select: no code begins with `W001 W002`", "put commas between codes: W001,W002"),
        ([], ["W001;w002"], "--ignore: no code begins with `W001;W002`", "W001,W002"),
        (["W001"], ["W"], "nothing is left to check: W001 is both selected and ignored", "take it out"),
        (["W001,H002"], ["W001,H"], "nothing is left to check", "settings count too"),
    ],
)  # fmt: skip
def test_codes_that_leave_nothing_to_check_are_refused(
    select: list[str], ignore: list[str], message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        selection(select, ignore)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert selection(["W"], ["W001"]).wants_rule("W002", default=True)


def test_a_folder_is_no_name_for_standard_input(project: Path, check: Check) -> None:
    result = check("-", "--filename", "banks")
    assert (result.returncode, "banks/my-bank.yaml" in result.stderr) == (2, True)


@pytest.mark.parametrize(("text", "line", "message", "hint"), WRONG.values(), ids=WRONG)
def test_wrong_settings_stop_the_check_at_their_place(
    text: str, line: int, message: str, hint: str, tmp_path: Path
) -> None:
    file = tmp_path / "ipt-train.toml"
    file.write_text(f"[bank]\n{text}\n")
    with pytest.raises(SettingError) as caught:
        settings_for([tmp_path])
    assert message in caught.value.message
    assert hint in caught.value.hint
    if "TOML" not in hint:
        assert caught.value.message.startswith(f"{file}:{line}: ")


def test_preferences_of_the_program_stand_beside_the_settings(
    project: Path, environment: dict[str, str]
) -> None:
    (project / "ipt-train.toml").write_text('[bank]\nignore = ["W"]\n')
    done = run("config", "set", "minutes", "20", "--project", env=environment, cwd=project)
    assert done.returncode == 0, done.stderr
    assert run("bank", "check", "banks", env=environment, cwd=project).returncode == 0
    assert "20" in run("config", "get", "minutes", env=environment, cwd=project).stdout


def test_a_folder_stands_for_its_banks_only(project: Path) -> None:
    files = {
        "workflow.yaml": "on: push\n", ".github/bank.yaml": GOOD, "node_modules/x/bank.yaml": GOOD,
        "env/pyvenv.cfg": "", "env/bank.yaml": GOOD, "build/bank.yaml": GOOD, "build/keep.yaml": GOOD,
        "left/out.yaml": GOOD, "headless.yaml": GOOD.replace("format: ipt-bank/1\n", ""),
        ".gitignore": "build/*\n!build/keep.yaml\n", "left/.gitignore": "*.yaml\n", "utf.yaml": "",
    }  # fmt: skip  # a table
    for name, text in files.items():
        (project / name).parent.mkdir(exist_ok=True, parents=True)
        (project / name).write_text(text)
    (project / "utf.yaml").write_bytes(GOOD.encode("utf-16"))
    (project / "link.yaml").symlink_to(project / "banks" / "bank.yaml")
    os.mkfifo(project / "pipe.yaml")

    def found(*exclude: str) -> set[str]:
        return {
            str(file.relative_to(project)) for file in walked([project], exclude, project).files
        }

    banks = {"banks/bank.yaml", "banks/bibliography.yaml", "build/keep.yaml", "headless.yaml", "utf.yaml"}  # fmt: skip
    assert found() == banks
    assert [file.name for file in walked([project]).others] == ["workflow.yaml"]
    assert found("build/", "head*") == banks - {"build/keep.yaml", "headless.yaml"}
    named = [project / "left" / "out.yaml", project / ".github" / "bank.yaml"]
    assert list(walked([*named, *named]).files) == named  # what is named is checked, once
    with pytest.raises(BankNotFoundError, match="ignored by git"):
        walked([project / "left"])


@pytest.mark.parametrize(
    ("files", "exclude", "why"),
    [
        ({"banks/a.yaml": GOOD, "ipt-train.toml": '[bank]\nexclude = ["/banks/"]\n'}, [],
         "1 YAML file is excluded by `/banks/` in `exclude` of ipt-train.toml"),
        ({"banks/a.yaml": GOOD, "banks/b.yml": GOOD}, ["banks"], "2 YAML files are excluded by `banks` in --exclude"),
        ({"banks/.old/a.yaml": GOOD}, [], "1 YAML file is hidden (`.old` begins with a full stop)"),
        ({"banks/a.yaml": GOOD, ".git/HEAD": "", ".gitignore": "x\n*.yaml\n"}, [], "1 YAML file is ignored by git: `*.yaml` in .gitignore"),
        ({"banks/in/a.yaml": GOOD, "banks/.gitignore": "in/\n"}, [], "1 YAML file is ignored by git: `in/` in banks/.gitignore"),
        ({"banks/env/pyvenv.cfg": "", "banks/env/a.yaml": GOOD}, [], "1 YAML file is in a Python environment, which is skipped"),
        ({"banks/node_modules/a.yaml": GOOD}, [], "1 YAML file is in node_modules, which is skipped"),
        ({"banks/readme.txt": ""}, [], "the folder banks holds no YAML file"),
    ],
)  # fmt: skip
def test_a_folder_with_nothing_to_check_says_why(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    exclude: list[str],
    why: str,
) -> None:
    """And the file that its hint names is checked."""
    monkeypatch.chdir(project)
    shutil.rmtree("banks")
    for name, text in ({"banks/readme.txt": ""} | files).items():
        Path(name).parent.mkdir(exist_ok=True, parents=True)
        Path(name).write_text(text)
    of = settings_for([Path("banks")])
    wanted = (exclude, Path()) if exclude else (of.exclude, of.excluding, of.excluded_by)
    with pytest.raises(BankNotFoundError) as refused:
        walked([Path("banks")], *wanted)
    assert why in str(refused.value)
    named = refused.value.hint.partition("such as ")[2]
    assert not named or list(walked([Path(named)], *wanted).files) == [Path(named)]


def test_what_git_ignores_above_a_folder_counts_up_to_the_top(project: Path) -> None:
    (project / ".gitignore").write_text("bank.yaml\n")
    assert len(walked([project / "banks"]).files) == 2  # no repository, so nothing above counts
    (project / ".git").mkdir()
    assert [file.name for file in walked([project / "banks"]).files] == ["bibliography.yaml"]


def test_files_that_are_no_banks_are_counted(project: Path, check: Check) -> None:
    (project / "workflow.yaml").write_text("on: push\n")
    assert "1 YAML file that is not a bank was left alone." in check(".").stdout
    assert json.loads(check(".", "--json").stdout)["data"]["left_alone"] == 1
    assert "S001" in check("workflow.yaml").stdout  # named, it is checked


def test_a_pipe_in_place_of_a_file_does_not_wait(project: Path, check: Check) -> None:
    os.mkfifo(project / "pipe.yaml")
    assert "it is a pipe" in check("pipe.yaml").stdout


def test_standard_input_is_checked_as_the_file_it_stands_for(
    project: Path, environment: dict[str, str]
) -> None:
    def piped(text: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, "bank", "check", "-", *words], input=text, cwd=project, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    result = piped(SHORT, "--filename", "banks/bank.yaml")
    assert "banks/bank.yaml:" in result.stdout
    assert "H002" in result.stdout
    assert "W001" not in result.stdout  # what stands in the file is not looked at
    assert "rationale: No." in result.stdout
    for words in (("--fix",), ("--since", "HEAD"), ("banks",), ("--watch",)):
        assert piped(GOOD, *words).returncode == 2
    alone = run("bank", "check", "--filename", "x.yaml", env=environment, cwd=project)
    assert alone.returncode == 2


def test_a_baseline_puts_up_with_what_was_there(project: Path, check: Check) -> None:
    bank = project / "banks" / "bank.yaml"
    assert check("banks").returncode == 1
    written = check("banks", "--write-baseline")
    assert (written.returncode, "1 finding written to bank-baseline.json" in written.stdout) == (0, True)  # fmt: skip
    with_it = check("banks", "--baseline", "bank-baseline.json")
    assert with_it.returncode == 0
    assert "The baseline holds 1 more finding." in with_it.stdout
    bank.write_text(f"# moved\n{FLAWED}")  # another line
    (project / "ipt-train.toml").write_text('[bank]\nbaseline = "bank-baseline.json"\n')
    assert check("banks").returncode == 0
    bank.write_text(FLAWED.replace("rationale: Because of b.", "rationale: No.", 1))
    assert codes(check("banks", "--json")) == ["warning H002"]
    bank.write_text(GOOD)
    assert "1 finding of the baseline is gone" in check("banks").stdout
    assert check("banks", "--write-baseline").returncode == 0
    assert "baseline" not in check("banks").stdout


@pytest.mark.parametrize("text", [None, "", "{}", '{"format": "other/1", "findings": []}', "[1]"])
def test_a_baseline_that_is_none_stops_the_check(
    text: str | None, project: Path, check: Check
) -> None:
    if text is not None:
        (project / "b.json").write_text(text)
    result = check("banks", "--baseline", "b.json")
    assert (result.returncode, "--write-baseline" in result.stderr) == (2, True)


def test_rules_run_on_the_sound_items_of_a_faulty_file(project: Path, check: Check) -> None:
    bank = project / "banks" / "bank.yaml"
    bank.write_text(FLAWED.replace("  - id: two\n", "  - id: two\n    colour: red\n", 1))
    result = check("banks", "--json")
    assert sorted(codes(result)) == ["error S003", "error W001"]
    counts = json.loads(result.stdout)["data"]
    assert (counts["items"], counts["unjudged_items"], counts["unread_files"]) == (14, 1, 0)
    assert "not run on 1 item that does not fit the schema" in check("banks").stdout
    bank.write_text('format: "x\n')
    assert "Only the syntax was checked in 1 file" in check("banks/bank.yaml").stdout


def test_select_leaves_out_every_family_but_syntax_and_schema(project: Path, check: Check) -> None:
    bank = project / "banks" / "bank.yaml"
    bank.write_text(FLAWED.replace("references: [R01]", "references: [R9999]", 1))
    assert sorted(codes(check("banks", "--json"))) == ["error I002", "error W001"]
    assert codes(check("banks", "--select", "W001", "--json")) == ["error W001"]
    assert codes(check("banks", "--select", "I", "--json")) == ["error I002"]
    bank.write_text(FLAWED.replace("level: ", "levl: ", 1))
    assert "error S004" in codes(check("banks", "--select", "H", "--json"))


def test_fail_on_info_counts_info_and_names_what_is_off(project: Path, check: Check) -> None:
    (project / "banks" / "bank.yaml").write_text(SHORT)
    said = check("banks", "--fail-on", "info").stdout
    assert "0 errors, 1 warning, 0 info." in said
    assert "Off unless selected: H004," in said


def test_a_bibliography_beside_a_bank_adds_to_the_shipped_one(project: Path, check: Check) -> None:
    bank = project / "banks" / "bank.yaml"
    (project / "banks" / "bibliography.yaml").write_text(
        "format: ipt-bibliography/1\nreferences:\n"
        "  - {id: OWN1, short: A, citation: A work., verification: verified}\n"
    )
    bank.write_text(GOOD.replace("references: [R01]", "references: [R14, OWN1, R9999]"))
    found = json.loads(check("banks", "--json").stdout)["findings"]
    assert {one["message"] for one in found if one["code"] == "I002"} == {
        "R9999 is not in the bibliography (banks/bibliography.yaml and the shipped bibliography.yaml)"
    }
