"""The facets of a SearchQuerySet: how many of its articles have each value, fall in each period, or answer a query."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from haystack.inputs import AutoQuery

from articles.models import NAMED_KINDS
from search.backends import FACETS, Backend
from search.query.plan import Node, PublishedBetween, all_of
from search.query.tree import Node as TreeNode
from search.retrieval.facets import facet_counts
from search.retrieval.haystack.comparisons import PERIODS, days
from search.retrieval.haystack.conditions import TEXTS, Conditions, split
from search.retrieval.haystack.errors import TooMuchError, UnreadableError, UnsupportedError
from search.retrieval.params import MOST_VALUES
from search.retrieval.periods import PERIODS as COUNTED_PERIODS
from search.retrieval.periods import counted_value

LISTED, MOST_LISTED = 100, 10_000
"""Values of a facet that are listed, and of which `limit` may ask for."""

MOST_SEARCHES = 2 * MOST_VALUES
"""Periods and queries that are counted, each by a search of its own: as many as a page may have chosen and excluded."""

GAPS = ("year", "month", "day")

Pairs = list[tuple[Any, int]]


def facet_named(field: str, options: dict[str, Any]) -> str:
    """Return the facet that a field's name means. Raise UnsupportedError."""
    name = field.removesuffix("_exact")
    if name not in FACETS:
        raise UnsupportedError(f"{field!r} is no facet: there are {', '.join(FACETS)}.")
    if unknown := options.keys() - {"limit", "mincount"}:
        raise UnsupportedError(f"facet() takes limit and mincount, and not {', '.join(sorted(unknown))}.")
    if not 0 < options.get("limit", LISTED) <= MOST_LISTED:
        raise TooMuchError(f"A facet lists from 1 to {MOST_LISTED} values.")
    return name


def field_facets(backend: Backend, question: Node, facets: dict[str, dict[str, Any]]) -> dict[str, Pairs]:
    """Return the values of facets with their counts, the most frequent first. Raise SearchUnavailableError."""
    if not facets:
        return {}
    _, held = facet_counts(backend, question, tuple(facets))
    return {name: list(_valued(name, held[name].values, **options)) for name, options in facets.items()}


def _valued(
    name: str, pairs: Iterable[tuple[int, int]], limit: int = LISTED, mincount: int = 1
) -> Iterator[tuple[str, int]]:
    """The values as conditions take them: the slug of a record, 2019, 2019-03."""
    kept = [(number, count) for number, count in pairs if count >= mincount][:limit]
    if name in COUNTED_PERIODS:
        yield from ((counted_value(name, number), count) for number, count in kept)
        return
    known = NAMED_KINDS[name].objects.visible().filter(pk__among=[number for number, _ in kept])
    slugs = dict(known.values_list("pk", "slug"))
    yield from ((slugs[number], count) for number, count in kept if number in slugs)


def periods(field: str, start_date: Any, end_date: Any, gap_by: str, gap_amount: int) -> list[tuple[date, date]]:
    """Return the first and the last day of each period of a date facet, both ends included. Raise UnsupportedError,
    UnreadableError and TooMuchError."""
    if field not in PERIODS:
        raise UnsupportedError(f"{field!r} is no date: there are {', '.join(PERIODS)}.")
    if gap_by not in GAPS:
        raise UnsupportedError(f"date_facet() counts by {', '.join(GAPS)}, and not by {gap_by}.")
    start, end = days("published", start_date).first, days("published", end_date).last
    if gap_amount < 1 or start is None or end is None:
        raise UnreadableError("date_facet() takes a first and a last day and a gap of one or more.")
    found: list[tuple[date, date]] = []
    first = start
    while first <= end:
        if len(found) == MOST_SEARCHES:
            raise TooMuchError(f"date_facet() counts {MOST_SEARCHES} periods at most: take a wider gap.")
        following = _later(start, gap_by, gap_amount * (len(found) + 1))
        found.append((first, min(end, following - timedelta(days=1)) if following else end))
        if following is None:
            break
        first = following
    return found


def _later(start: date, gap_by: str, amount: int) -> date | None:
    """The day so many days, months or years on; of a shorter month the first day of the next. None past the last."""
    try:
        if gap_by == "day":
            return start + timedelta(days=amount)
        months = start.year * 12 + start.month - 1 + amount * (12 if gap_by == "year" else 1)
        first = date(months // 12, months % 12 + 1, 1)
        return first + timedelta(days=min(start.day, _length(first) + 1) - 1)
    except (OverflowError, ValueError):
        return None


def _length(first: date) -> int:
    """How many days a month has, by its first."""
    return ((first + timedelta(days=31)).replace(day=1) - first).days


def date_facets(
    backend: Backend, question: Node, facets: dict[str, list[tuple[date, date]]]
) -> dict[str, list[tuple[date, int]]]:
    """Return, for each date facet, the first day of its periods with how many articles each has."""
    return {
        field: [
            (first, backend.search(all_of((question, PublishedBetween(first, last))), limit=0).total)
            for first, last in periods
        ]
        for field, periods in facets.items()
    }


def query_facet(field: str, query: Any) -> TreeNode:
    """Return what a query facet counts of a field."""
    name, lookup = split(field)
    is_question = name in TEXTS and lookup == "content" and isinstance(query, str)
    return Conditions().node(field, AutoQuery(query) if is_question else query)
