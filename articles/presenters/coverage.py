"""Counts of articles as bars and calendars that lead to the days they count."""

from calendar import SATURDAY, Calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from articles.wording import month_name

SHORTEST = 2.0
"""Hundredths of the longest bar that can still be seen."""


@dataclass(frozen=True, slots=True)
class CountBar:
    """One year or month: its name, address, count, and its length in hundredths of the longest."""

    label: str
    address: str
    count: int
    length: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a calendar; `address` is empty where no article fell on it."""

    number: int
    address: str
    count: int


def years(counts: Mapping[int | None, int], address: Callable[[int], str] | None = None) -> list[CountBar]:
    """A bar for each year that has articles, the newest first; without `address` they lead to the year's page."""
    address = address or (lambda year: reverse("articles:year", args=[year]))
    dated = sorted((year for year in counts if year), reverse=True)
    return _bars([(str(year), address(year), counts[year]) for year in dated])


def months(year: int, counts: Mapping[int, int]) -> list[CountBar]:
    """A bar for each month of the year that has articles, in order."""
    return _bars(
        [(month_name(month), reverse("articles:month", args=[year, month]), counts[month]) for month in sorted(counts)]
    )


def weeks(year: int, month: int, days: Mapping[date, int]) -> list[list[Cell | None]]:
    """The month as weeks from Saturday on; None where a week reaches out of it."""
    return [
        [_cell(date(year, month, number), days) if number else None for number in week]
        for week in Calendar(SATURDAY).monthdayscalendar(year, month)
    ]


def _cell(day: date, days: Mapping[date, int]) -> Cell:
    count = days.get(day, 0)
    return Cell(day.day, reverse("articles:day", args=[day.year, day.month, day.day]) if count else "", count)


def _bars(rows: list[tuple[str, str, int]]) -> list[CountBar]:
    longest = max((count for *_row, count in rows), default=1)
    lengths = [max(SHORTEST, round(100 * count / longest, 1)) for *_row, count in rows]
    return [CountBar(*row, length) for row, length in zip(rows, lengths, strict=True)]
