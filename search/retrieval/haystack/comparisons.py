"""Comparisons with a day, a month or a year -> a part of our tree."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from articles.counts import ends
from search.query.dates import Days, read_period
from search.query.tree import Everything, Node, Not, Published, any_of
from search.retrieval.haystack.errors import UnreadableError
from search.retrieval.periods import counted_value, days_of, on_day, read_day, read_value

PERIODS = ("published", "published_on", "day", "month", "year")
"""The fields that are stretches of time: `published` takes any, the last two a month and a year."""

NOTHING = Not(Everything())
LONGEST = 40
"""Characters of a date that are read."""

_TAKEN = {"year": "a year such as 2019", "month": "a month such as 2019-03"}
_ONE_DAY = timedelta(days=1)
_COMPARED: dict[str, Callable[[Days], Node]] = {
    "gt": lambda days: Published(days.last and days.last + _ONE_DAY, None),
    "gte": lambda days: Published(days.first, None),
    "lt": lambda days: Published(None, days.first and days.first - _ONE_DAY),
    "lte": lambda days: Published(None, days.last),
}


def compared(field: str, lookup: str, value: Any) -> Node:
    """Return what a comparison finds; the undated are in none. Raise UnreadableError."""
    if lookup == "range":
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise UnreadableError(f"{field}__range takes a pair, and not {value!r}.")
        return Published(days(field, value[0]).first, days(field, value[1]).last)
    if lookup in _COMPARED:
        found = days(field, value)
        try:
            return _COMPARED[lookup](found)
        except OverflowError:  # before the first of all days, or after the last
            return NOTHING
    if field == "day" and isinstance(value, str) and not read_period(value[:LONGEST]):
        return of_any_year(value)
    found = days(field, value)
    return Published(found.first, found.last)


def of_any_year(text: str) -> Node:
    """Return a day such as 03-23 in each year that the archive holds, as the filter of this name does. Raises
    UnreadableError."""
    day, held = read_day(text[:LONGEST]), ends()
    if day is None:
        raise UnreadableError(f"day takes a date, or a day of any year such as 03-23, and not {text!r}.")
    found = on_day(day, held[0].year, held[1].year) if held else []
    return any_of([Published(each, each) for each in found]) if found else NOTHING


def days(field: str, value: Any) -> Days:
    """Return the first and the last day of what a value of a field means: of a moment its day in TIME_ZONE. Raises
    UnreadableError."""
    if isinstance(value, datetime):
        value = timezone.localdate(value, timezone.get_default_timezone()) if timezone.is_aware(value) else value.date()
    if isinstance(value, date) and field not in _TAKEN:
        return Days(value, value)
    if isinstance(value, date):
        value = value.isoformat()[: {"year": 4, "month": 7}[field]]
    elif isinstance(value, int) and field in _TAKEN:
        value = counted_value(field, value)
    if isinstance(value, str) and field in _TAKEN:
        written = read_value(field, value[:LONGEST])
        found = Days(*days_of(written)) if written else None
    else:
        found = read_period(value[:LONGEST]) if isinstance(value, str) else None
    if found is None:
        raise UnreadableError(f"{field} takes {_TAKEN.get(field, 'a date')}, and not {value!r}.")
    return found
