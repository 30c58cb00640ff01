"""Present the filters beside the results: the values of each with their counts and links, chosen and excluded ones
first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.kinds import SEGMENTS
from articles.models import NamedRecord
from articles.wording import kind_title, month_in_words
from search.retrieval.facets import FacetCounts, FacetValues, Records, offered
from search.retrieval.params import FILTERS, SearchParams, extended, fitting
from search.retrieval.periods import PERIODS, counted_value
from search.retrieval.service import AllValues, FilterState

SHOWN, MONTHS = 8, 12
"""Largest number of values that a filter shows at once; MONTHS is for the month filter. The others are in its folded
part."""
OPEN = ("source", "section", "year", "month")
"""The filters that are open at first. The others open when one of their values is chosen or excluded."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter: a record's name and the language of the name, or a year or month (language "").

    address: the question with the value chosen, or with a chosen or excluded value removed.
    leave: the question with the value excluded; "" if it cannot be excluded.
    count: how many of the results have the value; if `adds`, how many articles it would add to them; approximate if
    `about`.
    """

    name: str
    language: str
    count: int
    address: str
    state: Literal["offered", "chosen", "excluded"] = "offered"
    leave: str = ""
    adds: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A chosen or excluded value of the filter `title`, and the address of the question without it."""

    title: str
    name: str
    language: str
    address: str
    excluded: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with its values: the chosen, the excluded, then those with most articles (years and months by time).

    more: the values that are shown after a click.
    every: the address of the page of all values; "" if none is missing here.
    """

    kind: str
    title: str
    values: tuple[Value, ...]
    more: tuple[Value, ...]
    every: str

    @property
    def held(self) -> bool:
        """Return whether a value of the filter is chosen or excluded."""
        return any(value.state != "offered" for value in self.values)

    @property
    def open(self) -> bool:
        """Return whether the filter is shown unfolded."""
        return self.held or self.kind in OPEN


def filters(state: FilterState) -> list[Filter]:
    """Return the filters that have a value to offer. Return none before they are counted."""
    counts = state.counts
    if counts is None:
        return []
    return [found for kind in state.shown if (found := _filter(state, counts, kind)).values]


def taken(state: FilterState) -> list[Taken]:
    """Return the chosen and excluded values of all filters, as many as fit on a page. This needs no counts."""
    params, active_filters = state.params, state.active_filters
    found = [
        Taken(title(kind), *_name(kind, value, record), params.without_value(kind, value), values is params.excluded)
        for kind in FILTERS
        for values in (params.chosen, params.excluded)
        for value, record in active_filters.named(kind, values)
    ]
    return found[: fitting(params.address(), len(found), 0.3)]


def title(kind: str) -> str:
    """What the pages call a filter."""
    return {"year": _("Year"), "month": _("Month")}.get(kind) or kind_title(kind)


def links_of(listed: AllValues, kind: str) -> list[Value]:
    """Return one page of all values of a filter as links. Values of deleted records are left out."""
    return list(_values(listed.params, kind, FacetValues(tuple(listed.page)), listed.adds, listed.records))


def _values(params: SearchParams, kind: str, found: FacetValues, adds: bool, records: Records) -> Iterable[Value]:
    here = params.address()
    for number, count in found.values:
        record = records.get((kind, number))
        if record or kind in PERIODS:
            value = record.slug if record else counted_value(kind, number)
            leave = "" if adds else extended(here, f"not-{kind}", value)
            name, address, about = _name(kind, value, record), extended(here, kind, value), found.estimated
            yield Value(*name, count, address, leave=leave, adds=adds, about=about)


def _filter(state: FilterState, counts: FacetCounts, kind: str) -> Filter:
    listed = state.shown[kind]
    held_to = [*_chosen(state, counts, kind), *_excluded(state, counts, kind)]
    held_to = held_to[: fitting(state.params.address(), len(held_to), 0.3)]
    # Rare values may be missing from a sample.
    missing = len(listed.values) < len(offered(counts, kind).values) or (listed.estimated and kind not in PERIODS)
    room = fitting(state.params.address(), 2 * len(listed.values), 0.4 / len(state.shown)) // 2  # two links each
    missing = missing or (room < len(listed.values) and kind not in PERIODS)
    fit = replace(listed, values=listed.values[:room])
    links = list(_values(state.params, kind, fit, kind in counts.further, state.records))
    every = reverse("values", args=[SEGMENTS[kind]]) + state.params.address() if missing else ""
    shown = MONTHS if kind == "month" else SHOWN
    return Filter(kind, title(kind), (*held_to, *links[:shown]), tuple(links[shown:]), every)


def _chosen(state: FilterState, counts: FacetCounts, kind: str) -> Iterable[Value]:
    held, chosen = counts.held[kind], state.active_filters.named(kind, state.params.chosen)
    found = dict(held.values)
    for value, record in chosen:
        # If only one value is chosen, all results have it, and their number is exact.
        alone = len(chosen) == 1
        count = counts.total if alone else found.get(record.pk if record else int(value.replace("-", "")), 0)
        address = state.params.without_value(kind, value)
        yield Value(*_name(kind, value, record), count, address, state="chosen", about=held.estimated and not alone)


def _excluded(state: FilterState, counts: FacetCounts, kind: str) -> Iterable[Value]:
    for value, record in state.active_filters.named(kind, state.params.excluded):
        count, address = counts.back[kind, value], state.params.without_value(kind, value)
        yield Value(*_name(kind, value, record), count, address, state="excluded", adds=True)


def _name(kind: str, value: str, record: NamedRecord | None) -> tuple[str, str]:
    """Return the name of a value on the page, and the language of the name; "" for the page's own language."""
    if record:
        return str(record), "en" if record.name_en and get_language() == "en" else "ar"
    if kind == "month":
        year, month = map(int, value.split("-"))
        return month_in_words(year, month), ""
    return value, ""
