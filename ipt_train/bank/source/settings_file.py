"""The settings of a project's check of banks: ``[bank]`` in ``ipt-train.toml``, or ``[tool.ipt-train.bank]``
in ``pyproject.toml``. The nearest file counts, and alone."""

import difflib
import os
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipt_train.bank.source.settings import NO_SETTINGS, BankSettings
from ipt_train.errors import SettingError, in_words
from ipt_train.vocabulary import FailOn, Severity

FILES = {"ipt-train.toml": ("bank",), "pyproject.toml": ("tool", "ipt-train", "bank")}
"""Where settings are looked for in a folder, the first that holds some, and under which tables."""

_KINDS = {
    "select": "a list of codes",
    "ignore": "a list of codes",
    "exclude": "a list of patterns",
    "severity": "a table of codes, each with error, warning or info",
    "per-file-ignores": "a table of patterns, each with a list of codes",
    "fail-on": f"one of {', '.join(FailOn)}",
    "baseline": "the name of a file",
}


def settings_for(paths: Sequence[Path]) -> BankSettings:
    """Return the settings that hold for some paths: those nearest to what they have in common.

    Where nothing is said there or above, it is looked for from the present folder on.

    Raises:
        SettingError: A file of settings holds what is none, or of a wrong kind.
    """
    starts = [os.path.commonpath([_folder(one) for one in paths])] if paths else []
    for start in [*starts, str(Path.cwd())]:
        folder = Path(start)
        for one in (folder, *folder.parents):
            for name, tables in FILES.items():
                if (one / name).is_file() and (said := _read(one / name, tables)):
                    return said
    return NO_SETTINGS


def _folder(path: Path) -> str:
    whole = path.resolve()
    return str(whole if whole.is_dir() else whole.parent)


def _read(file: Path, tables: Sequence[str]) -> BankSettings | None:
    """Return the settings of a file; None where it has none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        data: Any = tomllib.loads(text)
    except OSError as error:
        raise SettingError(f"{file} cannot be read: {error.strerror}", hint="check it") from None
    except (ValueError, RecursionError) as error:
        said = str(error) if isinstance(error, tomllib.TOMLDecodeError) else in_words(error)
        if tables[0] == "tool" and "ipt-train" not in file.read_text("utf-8", "replace"):
            return None  # somebody else's affair
        raise SettingError(f"{file}: {said}", hint="fix it: it must be TOML in UTF-8") from None
    for name in tables:
        data = data.get(name) if isinstance(data, dict) else None
    if data is None:
        return None
    return _SettingsReader(file, text, tables).settings(data)


@dataclass(frozen=True, slots=True)
class _SettingsReader:
    """Takes the table of one file, and says where something in it is wrong."""

    file: Path
    text: str
    tables: Sequence[str]

    def settings(self, table: Any) -> BankSettings:
        if not isinstance(table, dict):
            raise self._wrong(self.tables[-1], "a table of settings", table)
        for name in table:
            if name not in _KINDS:
                near = difflib.get_close_matches(name.replace("_", "-"), _KINDS, 1, 0.6)
                hint = f"did you mean `{near[0]}`?" if near else f"write one of {', '.join(_KINDS)}"
                raise SettingError(
                    f"{self._at(name)}: `{name}` is not a setting for banks", hint=hint
                )
        baseline = table.get("baseline")
        if baseline is not None and (not isinstance(baseline, str) or not baseline):
            raise self._wrong("baseline", _KINDS["baseline"], baseline)
        return BankSettings(
            file=self.file,
            select=self._codes("select", table.get("select", [])),
            ignore=self._codes("ignore", table.get("ignore", [])),
            exclude=tuple(map(_without_dot, self._texts("exclude", table.get("exclude", [])))),
            severity={
                self._code("severity", code): self._word(Severity, code, one, "severity")
                for code, one in self._table("severity", table).items()
            },
            per_file_ignores={
                _without_dot(pattern): self._codes(pattern, codes, "per-file-ignores")
                for pattern, codes in self._table("per-file-ignores", table).items()
            },
            fail_on=self._word(FailOn, "fail-on", table["fail-on"]) if "fail-on" in table else None,
            baseline=self.file.parent / baseline if baseline else None,
        )

    def _table(self, name: str, table: dict[str, Any]) -> dict[str, Any]:
        value = table.get(name, {})
        if not isinstance(value, dict):
            raise self._wrong(name, _KINDS[name], value)
        return value

    def _texts(self, name: str, value: Any, kind: str = "") -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(name, _KINDS.get(name) or f"a list of codes in {kind}", value)
        return tuple(value)

    def _codes(self, name: str, value: Any, kind: str = "") -> tuple[str, ...]:
        return tuple(self._code(name, one) for one in self._texts(name, value, kind))

    def _code(self, name: str, code: str) -> str:
        from ipt_train.bank.rules.explain import together, unknown  # noqa: PLC0415 - loads every rule

        code = code.strip().upper()
        if not code or (advice := unknown(code)):
            if several := together(code):
                advice = "write each code on its own: " + ", ".join(f'"{one}"' for one in several)
            raise SettingError(
                f"{self._at(code if name == 'severity' else name)}: no code begins with `{code}`",
                hint=advice if code else "write a code, such as W003, or its beginning, such as W",
            )
        return code

    def _word(self, kind: Any, name: str, value: Any, table: str = "") -> Any:
        if not isinstance(value, str) or value not in list(kind):
            raise self._wrong(name, f"one of {', '.join(kind)}", value, table)
        return kind(value)

    def _wrong(self, name: str, kind: str, value: Any, table: str = "") -> SettingError:
        of = f" of `{table}`" if table else ""
        return SettingError(
            f"{self._at(name)}: `{name}`{of} is {kind}, not {_shown(value)}"[:200],
            hint=f"write it as {_KINDS[table or name]}"
            if (table or name) in _KINDS
            else "see docs/ci.md",
        )

    def _at(self, name: str) -> str:
        """Return the file and the line on which a key stands, below the table's own line if it can be."""
        key = re.compile(rf"^[^#]*?(?<![\w-])[\"']?{re.escape(name)}[\"']?[ \t]*[=\].]", re.I)
        header = re.compile(rf"^[ \t]*\[+[ \t]*{re.escape('.'.join(self.tables))}\b")
        lines = self.text.splitlines()
        first = next((n for n, line in enumerate(lines) if header.match(line)), 0)
        after = (n for n, line in enumerate(lines) if n >= first and key.match(line))
        inside = (n for n, line in enumerate(lines) if n >= first and name in line)
        line = next(after, next(inside, first))
        return f"{self.file}:{line + 1}"


def _without_dot(pattern: str) -> str:
    """Return a pattern as git writes it: `./banks/` names the folder beside the settings, `/banks/`."""
    return pattern[1:] if pattern.startswith("./") else pattern


def _shown(value: Any) -> str:
    words = {True: "true", False: "false"}
    return words[value] if isinstance(value, bool) else repr(value)
