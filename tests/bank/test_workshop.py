"""The bank workshop as its users meet it: real files, a real git, the real program."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from ipt_train.vocabulary import ItemType
from tests.conftest import ROOT
from tests.program import BANK, COMMAND, Terminal, run

GOOD = Path(BANK).read_text()
BIBLIOGRAPHY = (Path(BANK).parent / "bibliography.yaml").read_text()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own with the sample bank in it."""
    folder = tmp_path / "banks"
    folder.mkdir()
    (folder / "bank.yaml").write_text(GOOD)
    (folder / "bibliography.yaml").write_text(BIBLIOGRAPHY)
    return folder


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "bank.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


FLAW = ("text: Option a", "text: None of the above")


class TestCheck:
    def test_a_flaw_is_found_and_can_be_chosen_or_ignored(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        change(folder, *FLAW)
        found = run("bank", "check", str(folder), "--format", "concise", env=environment)
        assert (found.returncode, found.stdout.count("W001")) == (1, 1)
        ignored = run(
            "bank", "check", str(folder), "--ignore", "W0", "--format", "concise", env=environment
        )
        assert (ignored.returncode, ignored.stdout.count("W001")) == (0, 0)
        other = run(
            "bank", "check", str(folder), "--select", "H,B", "--format", "concise", env=environment
        )
        assert other.stdout.count("W001") == 0
        drafts = run(
            "bank", "check", str(folder), "--select", "H004", "--format", "concise", env=environment
        )
        assert drafts.stdout.count("H004") == 14  # a hint that is off unless asked for
        assert drafts.returncode == 0

    @pytest.mark.parametrize(
        ("fail_on", "code", "status"),
        [
            ("error", "W001", 1),
            ("warning", "W001", 1),
            ("never", "W001", 0),
            ("error", "H002", 0),
            ("warning", "H002", 1),
            ("info", "H002", 1),
        ],
    )
    def test_fail_on(
        self, folder: Path, environment: dict[str, str], fail_on: str, code: str, status: int
    ) -> None:
        change(
            folder, *(FLAW if code == "W001" else ("rationale: Because of a.", "rationale: No."))
        )
        result = run(
            "bank",
            "check",
            str(folder),
            "--fail-on",
            fail_on,
            "--format",
            "concise",
            env=environment,
        )
        assert code in result.stdout
        assert result.returncode == status

    def test_statistics_count_by_code(self, folder: Path, environment: dict[str, str]) -> None:
        for name in ("rationale: Because of a.", "rationale: Because of b."):
            change(folder, name, "rationale: No.")
        result = run("bank", "check", str(folder), "--statistics", env=environment)
        assert "2  H002" in result.stdout

    @pytest.mark.parametrize(
        ("variable", "begins"),
        [("GITHUB_ACTIONS", "::error "), ("GITLAB_CI", "["), ("CI", str(os.sep))],
    )
    def test_auto_speaks_the_language_of_the_ci(
        self, folder: Path, environment: dict[str, str], variable: str, begins: str
    ) -> None:
        change(folder, *FLAW)
        result = run(
            "bank", "check", str(folder), "--format", "auto", env=environment | {variable: "true"}
        )
        assert result.stdout.startswith(begins)
        assert result.returncode == 1

    @pytest.mark.parametrize("form", ["github", "gitlab", "sarif", "junit", "json"])
    def test_machine_formats_go_to_a_file(
        self, folder: Path, environment: dict[str, str], form: str
    ) -> None:
        change(folder, *FLAW)
        target = folder.parent / "report"
        result = run(
            "bank", "check", str(folder), "--format", form, "--output", str(target), env=environment
        )
        assert (result.returncode, result.stdout) == (1, "")
        assert "W001" in target.read_text()

    @pytest.mark.parametrize("form", ["full", "concise"])
    def test_what_a_person_reads_goes_to_a_file_too(
        self, folder: Path, environment: dict[str, str], form: str
    ) -> None:
        change(folder, *FLAW)
        target = folder.parent / "report.txt"
        words = ("bank", "check", str(folder), "--format", form)
        result = run(*words, "--output", str(target), env=environment)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr == f"1 finding written to {target}\n"
        assert target.read_text() == run(*words, env=environment).stdout

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--json", "--format", "github"), "--json and --format github cannot be combined"),
            (
                ("--format", "table"),
                "one of full, concise, json, github, gitlab, sarif, junit, auto",
            ),
        ],
        ids=["two forms", "a form of others"],
    )
    def test_forms_that_cannot_be(
        self, folder: Path, environment: dict[str, str], words: tuple[str, ...], said: str
    ) -> None:
        result = run("bank", "check", str(folder), *words, env=environment)
        assert (result.returncode, said in result.stderr) == (2, True)

    def test_short_and_long_name_of_json(self, folder: Path, environment: dict[str, str]) -> None:
        change(folder, *FLAW)
        words = ("bank", "check", str(folder))
        short = run(*words, "--json", env=environment).stdout
        assert short == run(*words, "--format", "json", env=environment).stdout
        assert json.loads(short)["data"] == {"files": 2, "items": 14, "errors": 1, "warnings": 0, "info": 0, "unread_files": 0, "unjudged_items": 0, "left_alone": 0, "in_baseline": 0, "gone_from_baseline": 0}  # fmt: skip

    def test_the_cache_gives_the_same(self, folder: Path, environment: dict[str, str]) -> None:
        change(folder, *FLAW)
        outputs = {
            run("bank", "check", str(folder), *more, env=environment).stdout
            for more in ((), (), ("--no-cache",))
        }
        assert len(outputs) == 1

    @pytest.mark.parametrize("form", ["full", "concise", "json", "github", "gitlab", "sarif", "junit"])  # fmt: skip
    def test_a_name_that_is_not_utf8_is_shown_with_escapes(
        self, folder: Path, environment: dict[str, str], form: str
    ) -> None:
        change(folder, *FLAW)
        file = os.fsencode(folder / "b") + b"\xe9.yaml"
        (folder / "bank.yaml").rename(os.fsdecode(file))
        result = run("bank", "check", str(folder), "--format", form, env=environment)
        assert (result.returncode, result.stderr) == (1, "")
        assert "xe9.yaml" in result.stdout


class TestSuppression:
    def checked(self, folder: Path, env: dict[str, str]) -> list[str]:
        result = run("bank", "check", str(folder), "--format", "json", env=env)
        return [one["code"] for one in json.loads(result.stdout)["findings"]]

    def test_at_the_end_of_the_line(self, folder: Path, environment: dict[str, str]) -> None:
        change(folder, FLAW[0], FLAW[1] + "  # ipt: ignore[W001] kept to show learners the flaw")
        assert self.checked(folder, environment) == []

    def test_above_the_line(self, folder: Path, environment: dict[str, str]) -> None:
        change(
            folder,
            "        " + FLAW[0],
            "        # ipt: ignore[W001] kept to show it\n        " + FLAW[1],
        )
        assert self.checked(folder, environment) == []

    def test_on_the_item(self, folder: Path, environment: dict[str, str]) -> None:
        change(folder, *FLAW)
        change(folder, "  - id: one\n", "  - id: one  # ipt: ignore[W] an item about flaws\n")
        assert self.checked(folder, environment) == []

    def test_without_a_reason_it_does_nothing(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        change(folder, FLAW[0], FLAW[1] + "  # ipt: ignore[W001]")
        assert sorted(self.checked(folder, environment)) == ["C002", "W001"]

    def test_an_idle_one_is_reported(self, folder: Path, environment: dict[str, str]) -> None:
        change(folder, "text: Option a", "text: Option a  # ipt: ignore[W001] no longer there")
        assert self.checked(folder, environment) == ["C001"]

    def test_one_with_a_code_that_there_is_not_says_so(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        change(folder, FLAW[0], FLAW[1] + "  # ipt: ignore[W01] kept to show it")
        result = run("bank", "check", str(folder), env=environment)
        assert result.returncode == 1  # the flaw stays
        assert "C001 there is no code W01, so nothing is set aside here" in result.stdout
        assert "help: did you mean `W001`?" in result.stdout

    @pytest.mark.parametrize("text", [
        "stem: >-\n      Which option is right?\n      # ipt: ignore[W001] this is text\n      And why?",
        "stem: >-\n      Which option is right? # ipt: ignore[W001] this is text",
        'stem: "Which fits? # ipt: ignore[W001] here"',
    ])  # fmt: skip
    def test_one_within_a_text_is_text_and_is_reported(
        self, folder: Path, environment: dict[str, str], text: str
    ) -> None:
        """Learners would read it, and it sets nothing aside."""
        change(folder, "stem: Which option is right in one?", text)
        change(folder, *FLAW)
        assert sorted(self.checked(folder, environment)) == ["C003", "W001"]

    def test_one_for_a_whole_file_says_where_that_is_done(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        change(folder, "items:\n", "# ipt: ignore-file[W001] all of them\nitems:\n")
        result = run("bank", "check", str(folder), env=environment)
        assert "C002 a comment can set findings aside in one place" in result.stdout
        assert "per-file-ignores" in result.stdout

    def test_one_is_not_idle_where_its_rule_did_not_run(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        change(folder, FLAW[0], FLAW[1] + "  # ipt: ignore[W001] kept to show the flaw")
        for words in (("--select", "C,B"), ("--ignore", "W")):
            result = run("bank", "check", str(folder), *words, "--format", "json", env=environment)
            assert json.loads(result.stdout)["findings"] == []


class TestMending:
    BROKEN = GOOD.replace(
        "stem: Which option is right in one?", "stm: Which option is right in one?", 1
    ).replace("text: Option a", "text: 1984", 1)

    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
    def test_fix_leaves_every_other_byte_alone(
        self, folder: Path, environment: dict[str, str], ends: str, mark: str
    ) -> None:
        file = folder / "bank.yaml"
        before = mark + self.BROKEN.replace("\n", ends)
        file.write_bytes(before.encode())
        result = run("bank", "check", str(folder), "--fix", env=environment)
        assert result.returncode == 0, result.stdout
        assert "2 edits made" in result.stderr
        expected = before.replace(
            "stm: Which option is right in one?", "stem: Which option is right in one?", 1
        ).replace("text: 1984", 'text: "1984"', 1)
        assert file.read_bytes() == expected.encode()

    def test_diff_changes_nothing(self, folder: Path, environment: dict[str, str]) -> None:
        file = folder / "bank.yaml"
        file.write_text(self.BROKEN)
        result = run("bank", "check", str(folder), "--diff", env=environment)
        assert (result.returncode, result.stderr) == (1, "2 edits would be made\n")
        data = json.loads(run("bank", "check", str(folder), "--diff", "--json", env=environment).stdout)  # fmt: skip
        assert data["data"] == {"edits": 2, "diff": result.stdout}
        assert "-    stm: Which" in result.stdout
        assert "+    stem: Which" in result.stdout
        assert file.read_text() == self.BROKEN

    def test_how_much_was_mended_is_among_the_data(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        (folder / "bank.yaml").write_text(self.BROKEN)
        result = run("bank", "check", str(folder), "--fix", "--json", env=environment)
        assert json.loads(result.stdout)["data"]["edits"] == 2

    def test_a_sound_bank_has_no_diff(self, folder: Path, environment: dict[str, str]) -> None:
        result = run("bank", "check", str(folder), "--diff", env=environment)
        assert (result.returncode, result.stdout) == (0, "")


class TestFormat:
    def test_comments_stay_and_twice_is_once(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        file = folder / "bank.yaml"
        messy = (
            GOOD.replace("items:\n", "items:   # all of them   \n").replace(
                "    options:\n", "    options:  # three\n", 1
            )
            + "\n\n"
        )
        file.write_bytes(messy.replace("\n", "\r\n").encode())
        assert run("bank", "fmt", "--check", str(file), env=environment).returncode == 1
        assert run("bank", "fmt", str(file), env=environment).returncode == 0
        once = file.read_bytes()
        assert b"# all of them\n" in once
        assert b"# three\n" in once
        assert b"\r" not in once
        assert run("bank", "fmt", str(file), env=environment).returncode == 0
        assert file.read_bytes() == once
        assert run("bank", "check", str(folder), env=environment).returncode == 0

    def test_shipped_banks_are_formatted(self, environment: dict[str, str]) -> None:
        result = run("bank", "fmt", "--check", str(ROOT / "question_banks"), env=environment)
        assert result.returncode == 0, result.stdout

    def test_a_broken_bank_is_left_alone(self, folder: Path, environment: dict[str, str]) -> None:
        file = folder / "bank.yaml"
        file.write_text("a: [")
        result = run("bank", "fmt", str(file), env=environment)
        assert result.returncode == 2
        assert file.read_text() == "a: ["


def commit(folder: Path, message: str) -> None:
    for words in (
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", message],
    ):
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


class TestSince:
    @pytest.fixture
    def repository(self, folder: Path) -> Path:
        subprocess.run(["git", "-C", str(folder), "init", "-q"], check=True, capture_output=True)
        commit(folder, "first")
        return folder

    def codes(self, folder: Path, env: dict[str, str]) -> list[str]:
        result = run("bank", "check", str(folder), "--since", "HEAD", "--format", "json", env=env)
        return [one["code"] for one in json.loads(result.stdout)["findings"]]

    def test_a_changed_key_needs_a_raised_revision(
        self, repository: Path, environment: dict[str, str]
    ) -> None:
        change(
            repository, "        text: Option b\n        key: true\n", "        text: Option b\n"
        )
        change(
            repository, "        text: Option a\n", "        text: Option a\n        key: true\n"
        )
        assert self.codes(repository, environment) == ["I013"]
        change(repository, "  - id: one\n    revision: 1\n", "  - id: one\n    revision: 2\n")
        assert self.codes(repository, environment) == []

    def test_polished_wording_needs_none(
        self, repository: Path, environment: dict[str, str]
    ) -> None:
        change(
            repository,
            "stem: Which option is right in one?",
            "stem: Which of these is right in one?",
        )
        change(repository, "rationale: Because of a.", "rationale: Because of a, as was said.")
        assert self.codes(repository, environment) == []

    def test_an_item_that_went_needs_to_be_retired(
        self, repository: Path, environment: dict[str, str]
    ) -> None:
        change(repository, "  - id: two\n", "  - id: another\n")
        assert self.codes(repository, environment) == ["I014"]
        change(
            repository,
            "domain: history\n",
            "domain: history\nretired:\n  - id: two\n    reason: it became another\n",
        )
        assert self.codes(repository, environment) == []

    def test_a_second_replacement_hands_on_what_the_first_took_over(
        self, repository: Path, environment: dict[str, str]
    ) -> None:
        retired = "domain: history\nretired:\n  - {id: two, reason: It became another.}\n"
        change(repository, "domain: history\n", retired)
        change(repository, "  - id: two\n", "  - id: second\n    replaces: [two]\n")
        commit(repository, "second")
        gone = "  - {id: second, reason: So did this.}\n"
        change(repository, retired, retired + gone)
        change(
            repository,
            "  - id: second\n    replaces: [two]\n",
            "  - id: third\n    replaces: [second]\n",
        )
        assert self.codes(repository, environment) == ["I033"]
        change(repository, "    replaces: [second]\n", "    replaces: [second, two]\n")
        assert self.codes(repository, environment) == []
        change(repository, "    replaces: [second, two]\n", "    replaces: [second]\n")
        handed_on = "  - {id: second, reason: So did this., replaces: [two]}\n"
        change(repository, gone, handed_on)
        assert self.codes(repository, environment) == []

    def test_an_unknown_revision_is_said_so(
        self, repository: Path, environment: dict[str, str]
    ) -> None:
        result = run("bank", "check", str(repository), "--since", "nowhere", env=environment)
        assert result.returncode == 2
        assert "nowhere" in result.stderr


class TestLooking:
    @pytest.mark.parametrize("kind", list(ItemType))
    def test_a_new_bank_has_nothing_wrong_but_what_is_still_to_be_written(
        self, tmp_path: Path, environment: dict[str, str], kind: str
    ) -> None:
        words = ("our-own", "--title", 'Our "own"', "--domain", "history", "--type", kind)
        made = run("bank", "new", *words, "--schema", env=environment, cwd=tmp_path)
        assert made.returncode == 0, made.stderr
        file = tmp_path / "our-own.yaml"
        schema = file.read_text().splitlines()[0].split("$schema=")[1]
        shipped = (ROOT / "schemas" / "bank.schema.json").read_bytes()
        assert (tmp_path / schema).read_bytes() == shipped
        assert run("bank", "fmt", "--check", file.name, env=environment, cwd=tmp_path).returncode == 0  # fmt: skip
        result = run("bank", "check", file.name, "--json", env=environment, cwd=tmp_path)
        assert result.returncode == 1
        assert {one["code"] for one in json.loads(result.stdout)["findings"]} == {"H007"}
        written = re.sub(r"<([^<>]*?)[.?]?>", lambda hit: f"{hit[1]} {hit.start()}.", file.read_text())  # fmt: skip
        file.write_text(written)
        after = run("bank", "check", file.name, "--json", env=environment, cwd=tmp_path)
        assert not [one for one in json.loads(after.stdout)["findings"] if one["severity"] == "error"]  # fmt: skip

    def test_a_new_bank_names_no_path_of_this_machine(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        text = run("bank", "new", "our-own", "-o", "-", env=environment, cwd=tmp_path).stdout
        assert text.startswith("format: ipt-bank/1\n")
        assert "/" not in text.replace("ipt-bank/1", "")

    def test_show(self, environment: dict[str, str]) -> None:
        text = run("bank", "show", "one", "--bank", BANK, env=environment).stdout
        for words in ("b key", "Because of b.", "What to remember.", "Weissman 2020 [R01]", "F001"):
            assert words in text
        case = run("bank", "show", "case-sample", "--bank", BANK, env=environment).stdout
        assert "An expert would weigh" in case
        assert case.count("Stem:") == 3
        assert json.loads(
            run("bank", "show", "one", "--bank", BANK, "--json", env=environment).stdout
        )["data"]["stem"]
        assert "`three`" in run("bank", "show", "thre", "--bank", BANK, env=environment).stderr

    def test_list_and_stats(self, environment: dict[str, str]) -> None:
        rows = json.loads(run("bank", "list", BANK, "--json", env=environment).stdout)["data"][
            "items"
        ]
        assert len(rows) == 14
        assert (
            run("bank", "list", BANK, "--topic", "history", env=environment).stdout.count(
                "single-best-answer"
            )
            == 3
        )
        counts = json.loads(run("bank", "stats", BANK, "--json", env=environment).stdout)["data"]
        assert counts["domain"] == {"history": 3, "principles": 7, "techniques": 4}

    @pytest.mark.parametrize(
        ("words", "rows", "first"),
        [
            (("list", BANK), 14, {"id": "one", "type": "single-best-answer", "domain": "history"}),
            (("stats", BANK), None, {"by": "bank", "value": "sample", "items": "14"}),
            (("coverage", BANK), None, {"domain": "history", "items": "3"}),
            (("testwise", BANK), None, {"strategy": "longest option", "rate": "", "low": ""}),
        ],
        ids=["list", "stats", "coverage", "testwise"],
    )
    def test_what_is_looked_at_is_a_table_for_programs_too(
        self, environment: dict[str, str], words: tuple[str, ...], rows: int | None, first: dict[str, str]
    ) -> None:  # fmt: skip
        done = run("bank", *words, "--csv", env=environment)
        table = list(csv.DictReader(io.StringIO(done.stdout)))
        assert (done.returncode, done.stderr) == (0, "")
        assert len(table) == (rows or len(table)) > 0
        chosen = next(row for row in table if row.items() >= {next(iter(first.items()))})
        assert chosen.items() >= first.items()
        assert run("bank", *words, "--format", "csv", env=environment).stdout == done.stdout

    def test_a_dispute_names_one_item(self, environment: dict[str, str]) -> None:
        words = ("bank", "dispute", "one", "--bank", BANK)
        text = run(*words, env=environment).stdout
        assert text.startswith("Dispute: one, revision 1")
        data = json.loads(run(*words, "--json", env=environment).stdout)["data"]
        assert data == {"item": "one", "text": text}
        case = run("bank", "dispute", "case-sample", "--bank", BANK, env=environment)
        assert case.returncode == 2
        assert "hint: give the step: " in case.stderr

    def test_coverage_against_a_blueprint(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        blueprint = tmp_path / "blueprint.yaml"
        blueprint.write_text(
            "format: ipt-blueprint/1\nid: exam\ntitle: Exam\ndomains:\n  history: 3\n  fidelity: 2\nlevels:\n  apply: 1\nobjectives: [first-idea, none-such]\nfacts: [F001, F999]\n"
        )
        result = run(
            "bank", "coverage", BANK, "--blueprint", str(blueprint), "--json", env=environment
        )
        assert result.returncode == 1
        assert json.loads(result.stdout)["data"]["missing"] == [
            "fidelity: 0 items, 2 asked for", "objective none-such: no item", "fact F999: no item rests on it",
        ]  # fmt: skip
        assert (
            "missing"
            in run("bank", "coverage", BANK, "--blueprint", str(blueprint), env=environment).stdout
        )
        table = list(
            csv.DictReader(
                io.StringIO(run("bank", "coverage", BANK, "--csv", env=environment).stdout)
            )
        )
        assert next(row for row in table if row["domain"] == "history")["items"] == "3"
        blueprint.write_text("format: ipt-blueprint/1\nid: exam\ntitel: Exam\n")
        broken = run("bank", "coverage", BANK, "--blueprint", str(blueprint), env=environment)
        assert broken.returncode == 2
        assert ":3:1: S004" in broken.stderr

    @pytest.mark.parametrize(
        ("code", "words"), [("W003", "Bad:"), ("w003", "Bad:"), ("K002", "local time"), ("R007", "Fix:")]
    )  # fmt: skip
    def test_explain(self, environment: dict[str, str], code: str, words: str) -> None:
        """Whatever check names the code."""
        text = run("explain", code, env=environment).stdout
        assert text.startswith(code.upper())
        assert words in text
        data = json.loads(run("explain", code, "--json", env=environment).stdout)["data"]
        assert [one["code"] for one in data["codes"]] == [code.upper()]

    def test_all_codes_are_listed_in_every_form(self, environment: dict[str, str]) -> None:
        data = json.loads(run("explain", "--json", env=environment).stdout)["data"]["codes"]
        table = list(csv.DictReader(io.StringIO(run("explain", "--csv", env=environment).stdout)))
        lines = run("explain", "--plain", env=environment).stdout.splitlines()
        assert [one["code"] for one in data] == [one["code"] for one in table]
        assert lines == [f"{one['code']} {one['title']}" for one in data]
        assert {"W003", "K002"} <= {one["code"] for one in data}

    def test_a_code_that_there_is_not(self, environment: dict[str, str]) -> None:
        done = run("explain", "W03", "--json", env=environment)
        assert done.returncode == 2
        assert "there is no code `W03`" in done.stderr
        assert json.loads(done.stdout)["errors"][0]["code"] == "usage"

    @pytest.mark.parametrize("room", ["bank", "course"])
    @pytest.mark.parametrize("words", [("W003",), ("K002",), (), ("--markdown",)], ids=" ".join)
    def test_the_old_names_of_explain_do_the_same(
        self, environment: dict[str, str], room: str, words: tuple[str, ...]
    ) -> None:
        done, old = run("explain", *words, env=environment), run(room, "explain", *words, env=environment)  # fmt: skip
        assert (old.returncode, old.stdout) == (0, done.stdout)
        assert (done.stderr, old.stderr) == ("", f"ipt-train: note: `{room} explain` is now `explain` and does the same\n")  # fmt: skip
        assert "explain" not in run(room, "--help", env=environment).stdout

    def test_coverage_counts_the_groups_that_a_blueprint_bounds(
        self, environment: dict[str, str]
    ) -> None:
        shown = json.loads(run("bank", "coverage", "--blueprint", "final", "--json", env=environment).stdout)  # fmt: skip  # one call
        have, wanted = shown["data"]["groups"]["attending-to-risk"]
        assert wanted == 5
        listed = json.loads(run("bank", "coverage", "--json", env=environment).stdout)["data"]
        assert have == sum(listed["competencies"]["attending-to-risk"][:2])
        text = run("bank", "coverage", "--blueprint", "final", "--plain", env=environment).stdout
        assert "working-across-difference" in text

    def test_testwise(self, environment: dict[str, str]) -> None:
        assert "too few" in run("bank", "testwise", BANK, env=environment).stdout
        data = json.loads(run("bank", "testwise", "--json", env=environment).stdout)["data"]
        assert {one["name"] for one in data["strategies"]} >= {
            "longest option",
            "most words of the stem",
        }
        for one in data["strategies"]:
            assert one["rate"] is None or one["interval"][0] <= one["rate"] <= one["interval"][1]


def test_watch_checks_again_after_a_change(folder: Path, environment: dict[str, str]) -> None:
    terminal = Terminal(
        "bank", "check", str(folder), "--watch", "--format", "concise", env=environment
    )
    terminal.until("no faults found")
    terminal.until("watching")
    change(folder, *FLAW)
    terminal.until("W001")
    terminal.until("watching")
    terminal.child.kill(signal.SIGINT)
    assert terminal.end() == 130


def test_watch_waits_for_a_file_that_is_gone_for_a_moment_and_mends_each_time(
    folder: Path, environment: dict[str, str]
) -> None:
    """As a checkout of git, or an editor that saves under another name, has it."""
    file = folder / "bank.yaml"
    words = ("bank", "check", str(file), "--watch", "--fix", "--format", "concise")
    terminal = Terminal(*words, env=environment)
    terminal.until("watching")
    for number in (1, 2):
        file.unlink()
        time.sleep(1)
        file.write_text(TestMending.BROKEN + f"# {number}\n")
        terminal.until("2 edits made")
        terminal.until("watching")
        assert file.read_text() == TestMending.BROKEN.replace("stm:", "stem:").replace("text: 1984", 'text: "1984"') + f"# {number}\n"  # fmt: skip
    terminal.child.kill(signal.SIGINT)
    assert terminal.end() == 130


def test_an_empty_path_is_refused(folder: Path, environment: dict[str, str]) -> None:
    result = run("bank", "check", "", env=environment, cwd=folder)
    assert (result.returncode, "an empty name is not a file" in result.stderr) == (2, True)


def test_watch_writes_each_report_in_the_form_that_was_asked_for(
    folder: Path, environment: dict[str, str]
) -> None:
    target = folder.parent / "report.xml"
    words = ("bank", "check", str(folder), "--watch", "--format", "junit", "-o", str(target))
    terminal = Terminal(*words, env=environment)
    terminal.until("watching")
    assert "W001" not in target.read_text()
    change(folder, *FLAW)
    terminal.until("1 finding written")
    terminal.until("watching")
    assert "W001" in target.read_text()
    terminal.child.kill(signal.SIGINT)
    assert terminal.end() == 130


def test_watch_needs_no_terminal_to_be_ended(folder: Path, environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*COMMAND, "bank", "check", str(folder), "--watch"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert "no faults found" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 130
    process.communicate()
