"""Settings of a profile: each with its default, its range and a sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from ipt_train.errors import SettingError
from ipt_train.schedule.card import Schedule
from ipt_train.schedule.memory import PARAMETERS, RETENTION_RANGE
from ipt_train.shell.suggest import suggestion
from ipt_train.vocabulary import Asking

_USUAL_MINUTES, _USUAL_NEW = 10, 10
_UNITS = {"s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings in force.

    Attributes:
        schedule: How reviews are scheduled.
        zone: IANA name of the learner's zone.
        rollover: Hour at which a study day begins, 0-23.
        new_per_day: New items or cases begun on one study day; None leaves it to the budget.
        minutes_per_day: The budget of a study day; None where none is kept.
        reviews_per_day: Items or cases reviewed on one study day.
        confidence: Whether the learner is asked how sure they are.
    """

    schedule: Schedule = field(default_factory=Schedule)
    zone: str = "UTC"
    rollover: int = 4
    new_per_day: int | None = _USUAL_NEW
    minutes_per_day: int | None = None
    reviews_per_day: int = 100
    confidence: Asking = Asking.OFFERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting by name.

    Attributes:
        name: What it is called on the command line.
        help: What it does and its range.
        show: Its value as text.
        set: The settings with it changed; raises ValueError for a value out of range.
    """

    name: str
    help: str
    show: Callable[[Settings], str]
    set: Callable[[Settings, str], Settings]


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return read


def _retention(text: str) -> float:
    value = float(text)
    if not RETENTION_RANGE[0] <= value <= RETENTION_RANGE[1]:
        raise ValueError(text)
    return value


def _steps(text: str) -> tuple[int, ...]:
    """Read steps such as ``1m 10m``; ``none`` for no steps."""
    if text.strip().lower() == "none":
        return ()
    found = re.findall(r"(\d{1,5})([smh])(?:\s+|$)", text.strip())
    if not found or len(found) != len(text.split()):
        raise ValueError(text)
    steps = tuple(int(number) * _UNITS[unit] for number, unit in found)
    if not all(1 <= one <= 86_400 for one in steps) or list(steps) != sorted(steps):
        raise ValueError(text)
    return steps


def _date(text: str) -> int | None:
    return None if text.strip().lower() == "none" else date.fromisoformat(text).toordinal()


def _parameters(text: str) -> tuple[float, ...]:
    """Read FSRS parameters, apart by spaces or commas; ``default`` for the default ones."""
    if text.strip().lower() == "default":
        return PARAMETERS
    values = tuple(float(one) for one in text.replace(",", " ").split())
    if len(values) != len(PARAMETERS) or not all(0 <= one <= 100 for one in values):
        raise ValueError(text)
    return values


def _zone(text: str) -> str:
    """Return the name of a zone. Its own file is opened: every command does this, and listing all takes 20 ms."""
    if text.partition("/")[0] in ("posix", "right", "posixrules"):  # copies, which are no names
        raise ValueError(text)
    try:
        ZoneInfo(text)
    except (KeyError, OSError) as error:
        raise ValueError(text) from error
    return text


def _shown(steps: tuple[int, ...]) -> str:
    return " ".join(f"{one // 60}m" if one % 60 == 0 else f"{one}s" for one in steps) or "none"


def _day(ordinal: int | None) -> str:
    return "none" if ordinal is None else date.fromordinal(ordinal).isoformat()


def _numbers(parameters: tuple[float, ...]) -> str:
    return "default" if parameters == PARAMETERS else " ".join(f"{one:g}" for one in parameters)


def _new_per_day(settings: Settings, text: str) -> Settings:
    """Fix a number, or leave it to the budget, which is ten minutes where none was chosen."""
    if text.strip().lower() == "auto":
        minutes = settings.minutes_per_day or _USUAL_MINUTES
        return replace(settings, new_per_day=None, minutes_per_day=minutes)
    return replace(settings, new_per_day=_whole(0, 999)(text))


def _minutes_per_day(settings: Settings, text: str) -> Settings:
    """Keep a budget, which then says how many are new; or keep none."""
    if text.strip().lower() == "none":
        new = _USUAL_NEW if settings.new_per_day is None else settings.new_per_day
        return replace(settings, minutes_per_day=None, new_per_day=new)
    return replace(settings, minutes_per_day=_whole(1, 240)(text), new_per_day=None)


def _of_schedule(name: str, read: Callable[[str], Any]) -> Callable[[Settings, str], Settings]:
    return lambda settings, text: replace(
        settings, schedule=replace(settings.schedule, **{name: read(text)})
    )


def _own(name: str, read: Callable[[str], Any]) -> Callable[[Settings, str], Settings]:
    return lambda settings, text: replace(settings, **{name: read(text)})


SETTINGS: dict[str, Setting] = {
    one.name: one
    for one in (
        Setting(
            name="desired-retention",
            help="the chance of recall you want when an item comes back, 0.70 to 0.97",
            show=lambda s: f"{s.schedule.desired_retention:.2f}",
            set=_of_schedule("desired_retention", _retention),
        ),
        Setting(
            name="minutes-per-day",
            help="minutes you want to study a day, 1 to 240; the number of new items is worked out from it; `none` for no budget",
            show=lambda s: str(s.minutes_per_day or "none"),
            set=_minutes_per_day,
        ),
        Setting(
            name="new-per-day",
            help="new items or cases a day, 0 to 999, or `auto` to let minutes-per-day decide",
            show=lambda s: "auto" if s.new_per_day is None else str(s.new_per_day),
            set=_new_per_day,
        ),
        Setting(
            name="reviews-per-day",
            help="items or cases reviewed a day, 0 to 9999",
            show=lambda s: str(s.reviews_per_day),
            set=_own("reviews_per_day", _whole(0, 9999)),
        ),
        Setting(
            name="confidence",
            help="how sure you are: `off`, `offered` (g or c before answering), `asked` (after each answer, before feedback)",
            show=lambda s: str(s.confidence),
            set=_own("confidence", Asking),
        ),
        Setting(
            name="exam-date",
            help="day of an exam before which everything comes back once more, such as 2027-05-14, or `none`",
            show=lambda s: _day(s.schedule.exam_day),
            set=_of_schedule("exam_day", _date),
        ),
        Setting(
            name="parameters",
            help="the 21 parameters of FSRS-6, or `default`; `ipt-train tune` fits them to your log",
            show=lambda s: _numbers(s.schedule.parameters),
            set=_of_schedule("parameters", _parameters),
        ),
        Setting(
            name="learning-steps",
            help="waits between the first answers to a new item, such as `1m 10m`, or `none`",
            show=lambda s: _shown(s.schedule.learning_steps),
            set=_of_schedule("learning_steps", _steps),
        ),
        Setting(
            name="relearning-steps",
            help="waits after forgetting, such as `10m`, or `none`",
            show=lambda s: _shown(s.schedule.relearning_steps),
            set=_of_schedule("relearning_steps", _steps),
        ),
        Setting(
            name="maximum-interval",
            help="longest wait in days, 1 to 36500",
            show=lambda s: str(s.schedule.maximum_interval),
            set=_of_schedule("maximum_interval", _whole(1, 36_500)),
        ),
        Setting(
            name="rollover",
            help="hour at which the study day begins, 0 to 23",
            show=lambda s: str(s.rollover),
            set=_own("rollover", _whole(0, 23)),
        ),
        Setting(
            name="zone",
            help="time zone by its IANA name, such as Europe/London",
            show=lambda s: s.zone,
            set=_own("zone", _zone),
        ),
    )
}


def setting_named(name: str) -> Setting:
    """Return a setting by its name.

    Raises:
        SettingError: There is no such setting.
    """
    if name not in SETTINGS:
        raise SettingError(f"there is no setting `{name}`", hint=suggestion(name, SETTINGS))
    return SETTINGS[name]


def with_setting(settings: Settings, name: str, value: str) -> Settings:
    """Return the settings with one of them changed.

    Raises:
        SettingError: There is no such setting, or the value is out of range.
    """
    setting = setting_named(name)
    try:
        return setting.set(settings, value)
    except ValueError:
        raise SettingError(f"`{value}` is not a value for {name}", hint=setting.help) from None
