"""Article counts as bars and calendars, with links to the days that they count."""

from calendar import SATURDAY, Calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from articles.wording import month_name

SHORTEST = 2.0
"""The shortest visible bar, in hundredths of the longest."""


@dataclass(frozen=True, slots=True)
class CountBar:
    """The bar of one year or month: its name, URL, count, and its length in hundredths of the longest."""

    label: str
    address: str
    count: int
    length: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a calendar; `address` is empty if the day has no article."""

    number: int
    address: str
    count: int


def years(counts: Mapping[int | None, int], address: Callable[[int], str] | None = None) -> list[CountBar]:
    """Return a bar for each year with articles, newest first. `address` gives its link, by default the year's page."""
    address = address or (lambda year: reverse("articles:year", args=[year]))
    dated = sorted((year for year in counts if year), reverse=True)
    return _bars([(str(year), address(year), counts[year]) for year in dated])


def months(year: int, counts: Mapping[int, int]) -> list[CountBar]:
    """Return a bar for each month of the year with articles, in order."""
    return _bars(
        [(month_name(month), reverse("articles:month", args=[year, month]), counts[month]) for month in sorted(counts)]
    )


def weeks(year: int, month: int, days: Mapping[date, int]) -> list[list[Cell | None]]:
    """Return the weeks of the month, beginning on Saturday; None stands for a day of another month."""
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
