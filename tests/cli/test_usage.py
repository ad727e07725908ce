"""A command line that does not fit is answered in the program's own words, with what was probably meant."""

import pytest

from ipt_train.cli.app import GROUPS, SINGLE, group
from ipt_train.cli.usage import BELOW, SYNONYMS, in_words
from ipt_train.shell.suggest import nearest, suggestion
from tests.program import BANK, run

CASES = ["case-station-manager", "case-the-fabric-stall", "case-pans-in-the-sink", "case-lane-four"]


@pytest.mark.parametrize("meant", sorted({*SYNONYMS.values(), *BELOW.values()}))
def test_every_synonym_stands_for_a_command_that_there_is(meant: str) -> None:
    first, *rest = meant.split()
    if first in GROUPS:
        commands = [
            one.name or getattr(one.callback, "__name__", "").replace("_", "-")
            for one in group(first).registered_commands
        ]
        assert not rest or rest[0] in commands
    else:
        assert first in SINGLE


def test_no_synonym_hides_a_command() -> None:
    assert not set(SYNONYMS) & {*SINGLE, *GROUPS}


@pytest.mark.parametrize(
    ("words", "told", "hint"),
    [
        ("learn", "there is no command `learn`", "did you mean `ipt-train study`?"),
        ("Stats", "there is no command `Stats`", "did you mean `ipt-train progress`?"),
        ("studdy", "there is no command `studdy`", "did you mean `ipt-train study`?"),
        ("help", "there is no command `help`", "did you mean `ipt-train --help`?"),
        ("xqz", "there is no command `xqz`", "`ipt-train --help` lists the commands"),
        ("profile delete x", "there is no command `profile delete`", "did you mean `ipt-train data forget`?"),
        ("config lst", "there is no command `config lst`", "did you mean `ipt-train config list`?"),
        ("progress --since x", "has no option --since", "`ipt-train progress --help` shows what is possible"),
        ("study --limt 3", "`ipt-train study` has no option --limt", "did you mean --limit?"),
        ("study --limit ten", "--limit / -n: `ten` is not a whole number", "study --help"),
        ("study --limit 0", "--limit / -n: 0 is out of range (1 or more)", "study --help"),
        ("study --limit", "--limit needs a value", "--help"),
        ("case a b", "`ipt-train case` does not take the extra `b`", "case --help"),
        ("data forget", "PROFILE is missing", "data forget --help"),
        ("bank check --fail-on warn", "--fail-on: `warn` is not one of", "did you mean `warning`?"),
        ("config set new-per-dya 5", "there is no setting `new-per-dya`", "did you mean `new-per-day`?"),
        ("case station", "there is no case `station`", "did you mean `case-station-manager`?"),
        ("item unsuspend xyzzy", "there is no item `xyzzy`", "`ipt-train item list --all` lists them"),
        ("study --topic working-with-grief", "which is a competency", "--competency working-with-grief"),
        ("data forget default --confirm defalt", "--confirm says `defalt`", "--confirm default"),
        ("data restore a.db --confirm defalt", "--confirm says `defalt`", "--confirm default"),
    ],
)  # fmt: skip  # a table
def test_what_is_said(words: str, told: str, hint: str, warm: dict[str, str]) -> None:
    run("due", "--bank", BANK, env=warm)
    result = run(*words.split(), env=warm)
    error, hinted = result.stderr.strip().splitlines()
    assert result.returncode == 2
    assert error.startswith("ipt-train: error: ")
    assert told in error
    assert hinted.startswith("hint: ")
    assert hint in hinted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("case-station-manger", "case-station-manager"),
        ("station", "case-station-manager"),
        ("fabrik", "case-the-fabric-stall"),
        ("pans", "case-pans-in-the-sink"),
        ("lane four", "case-lane-four"),
        ("case-qq", ""),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_a_name_is_found_by_its_words(typed: str, meant: str) -> None:
    assert nearest(typed, CASES) == meant


def test_many_names_are_not_poured_out() -> None:
    names = [f"item-{letter * 6}" for letter in "abcdefghijklmnop"]
    assert (
        suggestion("??", names, "ipt-train item list --all")
        == "`ipt-train item list --all` lists them"
    )
    assert suggestion("??", names[:3], "x").startswith("known: ")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Invalid value for 'N': '1.5' is not a valid integer.", "N: `1.5` is not a whole number"),
        ("Invalid value for '--x': 'a' is not a valid float range.", "--x: `a` is not a number"),
        ("Invalid value for '--x': 9 is not in the range 1<=x<=4.", "--x: 9 is out of range (from 1 to 4)"),
        ("Something else.", "something else"),
    ],
)  # fmt: skip  # a table
def test_the_parser_is_translated(message: str, said: str) -> None:
    assert in_words(message, "ipt-train x", [])[0] == said
