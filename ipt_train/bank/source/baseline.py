"""Findings that a project puts up with for now, such as those of an imported bank.

A finding is known by its code, file, item and place within the item, whatever line it stands on, and
each counts as often as it was there. What is not in the baseline is reported.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.core.finding import Finding
from ipt_train.errors import SettingError
from ipt_train.files import write_whole

FORMAT = "ipt-baseline/1"
_ENTRY = re.compile(r"/items/\d+(/steps/\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Findings beside a baseline.

    Attributes:
        new: What the baseline does not hold.
        aside: How many it holds.
        gone: How many it holds that are there no more.
    """

    new: tuple[Finding, ...]
    aside: int
    gone: int


def compared(findings: Iterable[Finding], file: Path, checked: Iterable[str]) -> Compared:
    """Set aside what a baseline holds.

    Args:
        findings: What was found.
        file: The baseline.
        checked: The files that were checked: of others, nothing is gone.

    Raises:
        SettingError: It cannot be read or is none.
    """
    left = _read(file)
    new: list[Finding] = []
    aside = 0
    for one in findings:
        if left[key := _key(one, file)] > 0:
            left[key] -= 1
            aside += 1
        else:
            new.append(one)
    names = {_name(one, file) for one in checked}
    gone = sum(count for key, count in left.items() if key[1] in names)
    return Compared(new=tuple(new), aside=aside, gone=gone)


def write_baseline(findings: Iterable[Finding], file: Path) -> int:
    """Write the findings that are put up with from now on; return how many.

    Raises:
        OutputError: The file cannot be written.
    """
    counts = Counter(_key(one, file) for one in findings)
    rows = [[*key, count] for key, count in sorted(counts.items())]
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=True) for row in rows)
    write_whole(file, f'{{"format": "{FORMAT}", "findings": [\n  {lines}\n]}}\n')
    return sum(counts.values())


def _read(file: Path) -> Counter[tuple[str, ...]]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ValueError("another format")
        return Counter({tuple(map(str, key)): int(count) for *key, count in content["findings"]})
    except FileNotFoundError:
        hint = "write it with --write-baseline, or check without it"
        raise SettingError(f"there is no baseline {file}", hint=hint) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = (
            error.strerror
            if isinstance(error, OSError)
            else "it is not in the form that the program writes"
        )
        hint = "write it again with --write-baseline"
        raise SettingError(f"the baseline {file} cannot be read: {why}", hint=hint) from None


def _key(one: Finding, file: Path) -> tuple[str, ...]:
    place = _ENTRY.sub("", one.path, count=1) if one.item else one.path
    return (one.code, _name(one.file, file), one.item, place)


def _name(name: str, file: Path) -> str:
    """Return the name of a checked file, from the folder of the baseline."""
    below = os.path.relpath(Path(name).resolve(), file.resolve().parent)
    return below.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode()
