"""The list of sentences holds what people see, and nothing that only developers see."""

import pytest

from tests.packaging.sentences import sentences


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            "bank/command/check.py",
            "Check question banks for mistakes and flaws.",
        ),  # help of a command
        ("files.py", "others may read the secret key {path}"),  # a message with a value in it
        ("files.py", "check the folder and its free space"),  # a hint
        ("report/templates/page.html", "{{ section.lead|prose }}"),  # a page
        (
            "bank/rules/codes.txt",
            "Fix: Check its name and its permissions.",
        ),  # what a finding means
    ],
)
def test_it_lists(part: str, words: str) -> None:
    assert any(words in line for line in sentences([part]))


def test_it_leaves_out_what_developers_see() -> None:
    listed = "\n".join(sentences([]))
    for unseen in (
        "pragma user_version = ",
        "select sequence",
        "One way to write a file",
        "'use strict'",
    ):
        assert unseen not in listed
