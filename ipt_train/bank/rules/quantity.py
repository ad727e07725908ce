"""Options that are quantities: numbers, ranges, sums of money, dates and times, in one unit."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_PLAIN = str.maketrans("−–—‐‑", "-----", "≈~")
_POWER = re.compile(r"10(?:\^|\*\*)?([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_FRACTION = re.compile(r"\$?\\[dt]?frac\s*\{(-?\d+)\}\s*\{(\d+)\}\$?")
_ABOUT = re.compile(
    r"\b(?:about|approximately|approx\.?|around|roughly|nearly|almost|exactly|circa|ca\.)\s*"
)
_PLUS = re.compile(r"(?<![\w)])\+(?=\d)")
_MONEY = re.compile(r"(?:\brs\.?|\binr\b|\busd\b|\beur\b|\bgbp\b|[$£€₹¥])\s*")
_LESS = re.compile(
    r"^(?:less than|fewer than|under|below|at most|up to|no more than|before|<|≤)\s*"
)
_MORE = re.compile(r"^(?:more than|greater than|over|above|at least|no less than|after|>|≥)\s*")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:[, ]\d{2,3})*[, ]\d{3}(?![\d])")
_TEXT = r"-?\s?(?:\d+\s\d+/\d+|\d+/\d+|(?:\d+(?:\.\d+)?|\.\d+)(?:\s*[x×*·]\s*10\^?-?\d+|e-?\d+)?)(?:st\b|nd\b|rd\b|th\b)?"
_NUMBER = re.compile(rf"(?<![a-z\d.^/])(?<![a-z\d^]-){_TEXT}(?![\d/]|\.\d)")
_RANGE = re.compile(
    rf"(?P<between>between\s+|from\s+)?(?<![a-z\d.^/])(?P<low>{_TEXT})\s*(?:%|°c|[a-z]+)?\s*(?:-|\bto\b|(?(between)\band\b|(?!)))\s*(?P<high>{_TEXT})(?![\d/]|\.\d)"
)
_POWERS = re.compile(r"(-?\s?(?:\d+(?:\.\d+)?|\.\d+))\s*[x×*·]\s*10\^?(-?\d+)")
_BARE_POWER = re.compile(r"(?<![\d.])(?<![x×*·])(?<![x×*·]\s)10\^(-?\d+)")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(?P<year>\d{{3,4}})"),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{3,4}})"),
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\.?")
_HOURS = re.compile(r"(\d{1,2}):(\d{2})")

_NUMERALS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
    """.split()  # noqa: SIM905 - twenty-one quoted words are harder to read
_SMALL = dict(zip(_NUMERALS, range(21), strict=True)) | {
    "nought": 0,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_LARGE = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
}
_WORDED = re.compile(
    rf"\b(?:{'|'.join([*_SMALL, *_LARGE])})\b(?:[\s-]+(?:and\s+)?(?:{'|'.join([*_SMALL, *_LARGE])})\b)*"
)

_SCALED = re.compile(rf"(\d[\d,]*(?:\.\d+)?)\s*({'|'.join(_LARGE)})\b")

_UNITS: tuple[dict[str, float], ...] = (
    {"second": 1, "sec": 1, "s": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "h": 3600, "day": 86400,
     "week": 604800, "month": 2629800, "year": 31557600},
    {"mm": 0.001, "cm": 0.01, "m": 1, "metre": 1, "km": 1000},
    {"µg": 1e-6, "mcg": 1e-6, "mg": 0.001, "g": 1, "kg": 1000, "tonne": 1e6},
    {"ml": 0.001, "cl": 0.01, "dl": 0.1, "l": 1, "litre": 1},
    {"byte": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12},
)  # fmt: skip  # a table of units


_TIMES = {"once": "1 time", "twice": "2 time", "thrice": "3 time"}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")  # fmt: skip  # one row
_FREQUENCY = re.compile(rf"\b(?:{'|'.join(_TIMES)})\b")
_RANK = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b")

LONGEST = 60
"""Characters; longer options say more than an amount."""
_WORDS = frozenset([*_SMALL, *_LARGE, *_TIMES, *_ORDINALS])


class Quantity(NamedTuple):
    """An option that is a number or a range.

    Attributes:
        low: The number, or the lower end.
        high: The upper end; the number itself, or a little off it for "less than" and "more than".
        rest: The words around it, without plural endings.
    """

    low: float
    high: float
    rest: str


@lru_cache(20_000)
def quantity(text: str) -> Quantity | None:
    """Return what an option amounts to; None where it is no number, or holds several."""
    if len(text) > LONGEST or not _has_amount(text):
        return None
    text = _in_figures(text.casefold())
    text = _ABOUT.sub("", _MONEY.sub("", text.translate(_PLAIN))).strip(" .,;()\"'")
    text = _PLUS.sub("", text)
    if moment := _moment(text):
        return moment
    text = _SCALED.sub(lambda n: f"{float(n[1].replace(',', '')) * _LARGE[n[2]]:f}", text)
    text = _WORDED.sub(lambda words: str(_value_of_words(words[0])), text)
    text = _GROUPED.sub(lambda number: re.sub(r"[, ]", "", number[0]), text)
    text = _BARE_POWER.sub(r"1x10^\1", text)
    if span := _RANGE.search(text):
        low, high = _value(span["low"]), _value(span["high"])
        between = _rest(text[: span.start()] + "#" + text[span.end() :])
        return Quantity(low, high, between) if low <= high and not _has_number(between) else None
    off = 0.0
    if _LESS.match(text):
        text, off = _LESS.sub("", text), -0.5
    elif _MORE.match(text):
        text, off = _MORE.sub("", text), 0.5
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) != 1:
        return None
    start, end = numbers[0].span()
    rest = _rest(text[:start] + "#" + text[end:])
    value = _value(numbers[0][0])
    return None if _has_number(rest) else Quantity(value, value + off, rest)


def in_one_unit(quantities: Sequence[Quantity]) -> list[tuple[float, float]] | None:
    """Return lower and upper ends that can be compared; None where the words or units differ."""
    rests = {each.rest for each in quantities if each.low or each.high}
    if len(rests) <= 1:
        return [(each.low, each.high) for each in quantities]
    for factors in _UNITS:
        units = [each.rest.removeprefix("# ").removeprefix("#") for each in quantities]
        if all(unit in factors for unit in units):
            return [
                (each.low * factors[unit], each.high * factors[unit])
                for each, unit in zip(quantities, units, strict=True)
            ]
    return None


def _has_amount(text: str) -> bool:
    """Whether a text has a digit or the word for a number."""
    return any(map(str.isdigit, text)) or not _WORDS.isdisjoint(re.split(r"[\s-]", text.lower()))


def _in_figures(text: str) -> str:
    """Return a text with its fractions, powers, "twice" and, where it has no other number, "third" in figures."""
    text = _FRACTION.sub(r"\1/\2", text).replace("\\%", "%")
    text = _FREQUENCY.sub(lambda word: _TIMES[word[0]], text)
    if not any(map(str.isdigit, text)) and len(_RANK.findall(text)) == 1:
        text = _RANK.sub(lambda word: f"{_ORDINALS.index(word[0]) + 1}th", text)
    return _POWER.sub(lambda power: "10^" + power[1].translate(_RAISED), text)


def _moment(text: str) -> Quantity | None:
    """Return a date as days, or a time of day as minutes."""
    for pattern in _DATES:
        if date := pattern.fullmatch(text):
            days = (
                int(date["year"]) * 372 + _MONTHS.index(date["month"]) * 31 + int(date["day"] or 0)
            )
            return Quantity(days, days, "date")
    if clock := _CLOCK.fullmatch(text):
        minutes = (int(clock[1]) % 12 + (12 if clock[3] == "p" else 0)) * 60 + int(clock[2] or 0)
        return Quantity(minutes, minutes, "time")
    if hours := _HOURS.fullmatch(text):
        minutes = int(hours[1]) * 60 + int(hours[2])
        return Quantity(minutes, minutes, "time")
    return None


def _value(text: str) -> float:
    """Return the value of a number as written."""
    text = re.sub(r"(?:st|nd|rd|th)$", "", text.strip())
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("- ")
    if power := _POWERS.fullmatch(text):
        exponent = int(power[2])
        return (
            sign * float(power[1]) * 10.0**exponent if abs(exponent) < 300 else sign * float("inf")
        )
    whole, _, fraction = text.rpartition(" ")
    if "/" in fraction:
        top, bottom = fraction.split("/")
        return sign * (int(whole or 0) + (int(top) / int(bottom) if int(bottom) else float("inf")))
    return sign * float(text)


def _value_of_words(text: str) -> int:
    total = part = 0
    for word in re.split(r"[\s-]+", text):
        if word in _SMALL:
            part += _SMALL[word]
        elif word in _LARGE:
            part = (part or 1) * _LARGE[word]
            if _LARGE[word] > 100:
                total, part = total + part, 0
    return total + part


def _rest(text: str) -> str:
    words = re.sub(r"(?<=[a-z]{2})s\b", "", text)
    return re.sub(r" (?=%)", "", " ".join(words.split())).strip(" .")


def _has_number(rest: str) -> bool:
    """Whether a number is left that is no part of a unit, as in cm2 and mol-1."""
    return bool(re.search(r"(?<![a-z\d^{])(?<![a-z^{]-)\d", rest))
