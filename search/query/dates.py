"""Read the dates that people write: a year, a month or a day, Gregorian or Hijri, and ranges of these."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hijridate import Hijri

from arabic.months import Calendar, month_key, month_names

_HIJRI_YEARS = range(1343, 1501)  # the years hijridate converts; no news archive has these Gregorian years
_GREGORIAN_YEARS = range(1501, 10_000)
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_SHAPE = re.compile(r"\w+(?: ?[-/. ] ?\w+)* ?\.?")  # one space at most: more would match in many ways
_MARKS = re.compile("[ً-ْـ]")  # harakat and tatweel
_RANGE = re.compile(r"\s*(?:\.\.+|…)\s*")
_ERAS = {
    "ه": Calendar.HIJRI,
    "هجري": Calendar.HIJRI,
    "هجريه": Calendar.HIJRI,
    "ah": Calendar.HIJRI,
    "م": Calendar.GREGORIAN,
    "ميلادي": Calendar.GREGORIAN,
    "ميلاديه": Calendar.GREGORIAN,
    "ad": Calendar.GREGORIAN,
}


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included; None leaves that side open. `swapped`: they were typed
    backwards."""

    first: date | None
    last: date | None
    swapped: bool = False


def read_range(text: str) -> Days | None:
    """Return the days of a period or a range (`a..b`, `a..`, `..b`); None if unreadable. A backwards range is reversed
    and marked as swapped."""
    ends = _RANGE.split(text.strip())
    if len(ends) == 1:
        return read_period(ends[0])
    if len(ends) > 2 or not any(ends):
        return None
    first, last = (read_period(end) if end else Days(None, None) for end in ends)
    if first is None or last is None:
        return None
    if first.first and last.last and first.first > last.last:
        return Days(last.first, first.last, swapped=True)
    return Days(first.first, last.last)


def read_period(text: str) -> Days | None:
    """Return the days of one year, month or day (`2019`, `آذار-2019`, `23/3/2019`); None if it is none of these."""
    bare = " ".join(_MARKS.sub("", text).split())
    if not _SHAPE.fullmatch(bare):
        return None
    numbers, names, calendar = _sort_pieces(_PIECES.findall(bare))
    if names is None or len(numbers) + bool(names) > 3:
        return None
    try:
        return _days(numbers, names, calendar)
    except (ValueError, OverflowError):
        return None


def is_era(text: str) -> bool:
    """Return whether a word names the calendar of the year before it: هـ, م."""
    return month_key(_MARKS.sub("", text).strip(". ")) in _ERAS


def _sort_pieces(pieces: list[str]) -> tuple[list[str], list[str] | None, Calendar | None]:
    """Return the numbers, the names of months, and the era. The names are None if there are two eras; the era is None
    if none is written, and then the year decides the calendar."""
    numbers = [piece for piece in pieces if piece.isdecimal()]
    words = [piece for piece in pieces if not piece.isdecimal()]
    eras = [era for word in words if (era := _ERAS.get(month_key(word)))]
    names = [word for word in words if month_key(word) not in _ERAS]
    return numbers, names if len(eras) < 2 else None, eras[0] if eras else None


def _days(numbers: list[str], names: list[str], calendar: Calendar | None) -> Days | None:
    parts = _ordered(numbers)
    if parts is None:
        return None
    if names:
        named = _month(names)
        if named is None or len(parts) > 2 or calendar not in (None, named[0]):
            return None
        calendar = named[0]
        parts = [parts[0], named[1], *parts[1:]]
    calendar = calendar or (Calendar.HIJRI if parts[0] in _HIJRI_YEARS else Calendar.GREGORIAN)
    return _hijri(*parts) if calendar is Calendar.HIJRI else _gregorian(*parts)


def _ordered(numbers: list[str]) -> list[int] | None:
    """Return year, month, day, as far as given: in the typed order if the year is first, reversed if it is last. None
    if no year (the only number of four digits) is first or last, or a number is 0 or longer."""
    years = [len(number) == 4 for number in numbers]
    if sum(years) != 1 or any(len(number) > 4 for number in numbers) or not (years[0] or years[-1]):
        return None
    values = [int(number) for number in numbers]
    if 0 in values:
        return None
    return values if years[0] else values[::-1]


def _month(names: list[str]) -> tuple[Calendar, int] | None:
    """Return the one month that all the names mean (`آذار/مارس` names one month twice); None if they do not mean one
    month."""
    known = month_names()
    if len(names) > 4:
        return None
    single = known.get(month_key(" ".join(names)))
    if single:
        return single
    for cut, _ in pairwise(range(1, len(names) + 1)):
        first, second = (known.get(month_key(" ".join(part))) for part in (names[:cut], names[cut:]))
        if first and first == second:
            return first
    return None


def _gregorian(year: int, month: int | None = None, day: int | None = None) -> Days | None:
    if year not in _GREGORIAN_YEARS:
        return None
    last_month = month or 12
    last_day = day or monthrange(year, last_month)[1]
    return Days(date(year, month or 1, day or 1), date(year, last_month, last_day))


def _hijri(year: int, month: int | None = None, day: int | None = None) -> Days | None:
    """Return the Gregorian days of a Hijri period, by the Umm al-Qura calendar of hijridate."""
    last_month = month or 12
    last_day = day or Hijri(year, last_month, 1).month_length()
    first, last = (Hijri(year, month or 1, day or 1).to_gregorian(), Hijri(year, last_month, last_day).to_gregorian())
    return Days(date(*first.datetuple()), date(*last.datetuple()))
