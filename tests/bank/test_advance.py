"""Checking and formatting many files tell how many are done."""

from pathlib import Path

from ipt_train.bank.operation.format import format_banks
from ipt_train.bank.source.shelf import Shelf, check

BANKS = """format: ipt-bank/1
id: {name}
title: A bank
language: en-GB
licence: CC-BY-4.0
domain: process
items: []
"""


def test_each_file_is_told(tmp_path: Path, shelf: Shelf) -> None:
    files = [tmp_path / f"{name}.yaml" for name in ("one", "two", "three")]
    for file in files:
        file.write_text(BANKS.format(name=file.stem))
    for work in (
        lambda advance: format_banks(files, write=False, advance=advance),
        lambda advance: check(shelf, files, use_cache=False, advance=advance),
    ):
        told: list[tuple[int, int]] = []
        work(lambda *done, told=told: told.append(done))
        assert told[-3:] == [(1, 3), (2, 3), (3, 3)]
    told.clear()
    check(shelf, files, advance=lambda *done: told.append(done))
    assert told[-1:] == [(3, 3)]
    told.clear()
    check(shelf, files, advance=lambda *done: told.append(done))
    assert told == [], "what comes from the cache takes no time"
