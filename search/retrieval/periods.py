"""Read and write filter values as an address has them: a record's slug, 2019, 2019-03, and 03-23 for a day of any
year."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from search.query.dates import read_period

PERIODS = ("year", "month")
"""The filters whose values are periods. The values of the other filters are records."""

LEAP_YEAR = 2000
_SHAPES = {"year": re.compile(r"(\d{1,4})"), "month": re.compile(r"(\d{1,4})-(\d\d?)")}
_DAY = re.compile(r"\d\d?-\d\d?")


class MonthDay(NamedTuple):
    """A day of any year."""

    month: int
    day: int


def read_value(kind: str, text: str) -> str | None:
    """Return the value as our own addresses write it, whatever digits it was typed in. Return None for an impossible
    value."""
    if kind not in PERIODS:
        return None if "\0" in text else text
    shape = _SHAPES[kind].fullmatch(text)
    numbers = [int(number) for number in shape.groups()] if shape else [0]
    try:
        first = date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    return counted_value(kind, 100 * first.year + first.month if kind == "month" else first.year)


def counted_value(kind: str, number: int) -> str:
    """Return a year or month as addresses write it, from the number that an engine counts. A month is counted as
    201903."""
    return f"{number // 100:04}-{number % 100:02}" if kind == "month" else str(number)


def days_of(value: str) -> tuple[date, date]:
    """Return the first and last day of a year or month, written as `read_value` returns it."""
    year, _, month = value.partition("-")
    last = int(month or 12)
    return date(int(year), int(month or 1), 1), date(int(year), last, monthrange(int(year), last)[1])


def read_day(text: str) -> MonthDay | None:
    """Return the month and day of a text that names a day of any year: 03-23 in addresses, 23/3 or 23 آذار when typed.
    Return None if it names no such day."""
    text = text.strip()
    days = read_period(f"{LEAP_YEAR}-{text}" if _DAY.fullmatch(text) else f"{text} {LEAP_YEAR}")
    if not days or days.first is None or days.first != days.last or days.first.year != LEAP_YEAR:
        return None
    return MonthDay(days.first.month, days.first.day)


def on_day(day: MonthDay, first: int, last: int) -> list[date]:
    """Return the date of this month and day in each year from `first` to `last` that has it: 29 February is not in
    every year."""
    month, number = day
    return [date(year, month, number) for year in range(first, last + 1) if number <= monthrange(year, month)[1]]
