"""Preferences: what the screen and a sitting are like, from the environment and from files.

A flag wins over ``IPT_TRAIN_*``, that over ``ipt-train.toml`` of the project, that over the
user's file. Nothing that moves a schedule is a preference: such settings are events of the log,
so that they are merged and replayed with the answers.
"""

import re
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, NamedTuple

from ipt_train.errors import SettingError, in_words
from ipt_train.shell.paths import is_profile, project_file
from ipt_train.shell.suggest import suggestion
from ipt_train.vocabulary import SETTING_NAMES

_LINES = "write lines such as `plain = true`"
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


class Preference(NamedTuple):
    """One preference: its name, what it is, its range for numbers, the commands that take it."""

    name: str
    kind: type
    help: str
    low: int = 0
    high: int = 0
    only: str = ""

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"IPT_TRAIN_{self.name.upper()}"


class GivenValue(NamedTuple):
    """A value and where it comes from, such as ``ipt-train.toml:3``."""

    value: Any
    source: str


PREFERENCES = {
    one.name: one
    for one in (
        Preference("plain", bool, "plain output, one fact per line: true or false"),
        Preference("profile", str, "whose log it is: small letters, digits, - and _"),
        Preference(
            "limit", int, "answers in a sitting, 1 to 9999, or `none`", 1, 9999, only="study"
        ),
        Preference(
            "minutes", int, "minutes in a sitting, 1 to 1440, or `none`", 1, 1440, only="study"
        ),
    )
}


def preferences(environ: Mapping[str, str], folder: str, user_file: Path) -> dict[str, GivenValue]:
    """Return every preference that is set, from where it counts most.

    Args:
        environ: Environment variables.
        folder: Where to begin to look for the project's file; folders above come next. Empty for none.
        user_file: The user's own file; it need not be there.

    Raises:
        SettingError: A file or a variable holds what is no preference or no value of it.
    """
    found: dict[str, GivenValue] = {}
    project = project_file(folder)
    for file in (user_file, project and Path(project)):
        if file and file.is_file():
            found |= _read(file)
    for one in PREFERENCES.values():
        if one.variable in environ:
            value = _of_text(one, environ[one.variable], f"the variable {one.variable}")
            if value is not None:
                found[one.name] = GivenValue(value, one.variable)
            elif one.kind is not str:
                found.pop(one.name, None)
    return found


def default_map(
    given: Mapping[str, GivenValue], commands: Mapping[str, list[str]]
) -> MutableMapping[str, Any]:
    """Return preferences as defaults of the options of every command.

    Args:
        given: The preferences that are set.
        commands: Names of commands, each with those of its group, if it is a group.
    """
    values = {name: one.value for name, one in given.items()}
    common = {name: one for name, one in values.items() if not PREFERENCES[name].only}

    def of(command: str) -> dict[str, Any]:
        own = {name: one for name, one in values.items() if PREFERENCES[name].only == command}
        return common | own

    return {
        name: {inner: of(f"{name} {inner}") for inner in below} if below else of(name)
        for name, below in commands.items()
    }


def written(file: Path, name: str, text: str) -> str:
    """Return the text of a file of preferences with one of them changed; comments stay.

    Args:
        file: The file; it need not be there.
        name: The preference.
        text: Its new value, or ``none`` to take it out.

    Raises:
        SettingError: The value is none, or the file is faulty already.
    """
    import tomlkit

    value = _of_text(PREFERENCES[name], text, "the command line")
    before = _text_of(file) if file.is_file() else ""
    if before:
        _read(file)
        before += "" if before.endswith("\n") else "\n"
    document = tomlkit.parse(before)
    if value is not None:
        document[name] = value
    elif name in document:
        del document[name]
    return tomlkit.dumps(document)


TABLES = ("bank",)
"""Tables of a project's file that are for commands of one room, which read them themselves."""


def _text_of(file: Path) -> str:
    """Return the text of a file of preferences, without a byte order mark.

    Raises:
        SettingError: It cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingError(f"{file} cannot be read: {error.strerror}", hint="check it") from None
    except UnicodeDecodeError as error:
        raise SettingError(f"{file}: {error}", hint="save it as UTF-8") from None


def _read(file: Path) -> dict[str, GivenValue]:
    import tomllib

    text = _text_of(file)
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise SettingError(f"{file}: {in_words(error)}", hint=_LINES) from None
    except ValueError as error:
        raise SettingError(f"{file}: {error}", hint=_LINES) from None
    own = ((name, value) for name, value in data.items() if name not in TABLES)
    return {name: _of_file(file, text, name, value) for name, value in own}


def _of_file(file: Path, text: str, name: str, value: object) -> GivenValue:
    lines = text.splitlines()
    line = next((n for n, one in enumerate(lines, 1) if _line_of(name).match(one)), 1)
    place = f"{file}:{line}"
    if name not in PREFERENCES:
        raise SettingError(f"{place}: `{name}` is not a preference", hint=_meant(name))
    one = PREFERENCES[name]
    if type(value) is not one.kind:
        raise SettingError(
            f"{place}: `{name}` must be of type {one.kind.__name__}, not {value!r}"[:200],
            hint=one.help,
        )
    return GivenValue(_checked(one, value, place), place)


def _of_text(one: Preference, text: str, place: str) -> Any:
    """Return a value from text; None where it says that there is none."""
    said = text.strip().lower()
    if one.kind is str:
        return _checked(one, text.strip(), place) if said not in ("", "none") else None
    if said == "none":
        return None
    if one.kind is bool:
        if said in _TRUE + _FALSE:
            return said in _TRUE
        if place == "the command line":
            raise SettingError(f"`{text}` is not a value for {one.name}", hint=one.help)
        return True  # IPT_TRAIN_PLAIN has always meant yes by whatever it holds
    if not said:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", said):
        raise SettingError(f"{place}: `{text}` is not a value for {one.name}", hint=one.help)
    return _checked(one, int(said), place)


def _checked(one: Preference, value: Any, place: str) -> Any:
    fits = (
        one.low <= value <= one.high
        if one.kind is int
        else is_profile(value)
        if one.kind is str
        else True
    )
    if not fits:
        raise SettingError(f"{place}: `{value}` is not a value for {one.name}", hint=one.help)
    return value


def _line_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[=.\]]|\s*\[+\s*{re.escape(name)}\b""")


def _meant(name: str) -> str:
    if name in SETTING_NAMES:
        return f"it affects your schedule, so it is kept in the log: `ipt-train config set {name} VALUE`"
    return suggestion(name, PREFERENCES)


def write(file: Path, text: str) -> None:
    """Write a file of preferences whole or not at all.

    Raises:
        OutputError: It cannot be written.
    """
    from ipt_train.files import write_whole

    write_whole(file, text, make_folder=True)
