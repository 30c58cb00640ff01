"""What an address asks of the archive: the question, how to answer it, and the filters chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict

from search.analysis import Level
from search.backends.base import Sort
from search.query.dates import Days, read_period

FILTERS = ("source", "agency", "section", "place", "person", "organisation", "subject")
"""The kinds of records that results can be narrowed to, by slug."""

SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
LAST_PAGE = 10**6
MOST_VALUES = 20
"""Values of one filter that are read; an address with more is no reader's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with everything chosen around it. `unread` are the parameters that could not be understood."""

    text: str = ""
    level: Level = Level.LEMMA
    sort: Sort = "relevance"
    page: int = 1
    first: date | None = None
    last: date | None = None
    years: tuple[int, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether any filter is chosen."""
        return bool(self.first or self.last or self.years or any(self.chosen.values()))

    def address(self, **changes: Any) -> str:
        """The address of the same question with these changes, on its first page unless they name another."""
        return replace(self, **{"page": 1, **changes}).query_string()

    def query_string(self) -> str:
        """A question mark and the parameters that differ from what is taken without them."""
        pairs = [
            ("q", self.text),
            ("level", "" if self.level is Level.LEMMA else self.level.value),
            ("from", self.first.isoformat() if self.first else ""),
            ("to", self.last.isoformat() if self.last else ""),
            *self.kept(),
            ("page", str(self.page) if self.page > 1 else ""),
        ]
        return "?" + urlencode([pair for pair in pairs if pair[1]])

    def kept(self) -> list[tuple[str, str]]:
        """What the question box carries on unseen when another question is typed: the order and the filters."""
        return [
            *([("sort", self.sort)] if self.sort != SORTS[0] else []),
            *(("year", str(year)) for year in self.years),
            *((kind, slug) for kind in FILTERS for slug in self.chosen.get(kind, ())),
        ]

    def with_value(self, kind: str, value: str) -> str:
        """The address with this value of a filter chosen too."""
        if kind == "year":
            return self.address(years=(*self.years, int(value)))
        return self.address(chosen={**self.chosen, kind: (*self.chosen.get(kind, ()), value)})

    def without_value(self, kind: str, value: str) -> str:
        """The address with this value of a filter no longer chosen."""
        if kind == "year":
            return self.address(years=tuple(year for year in self.years if str(year) != value))
        kept = tuple(slug for slug in self.chosen.get(kind, ()) if slug != value)
        return self.address(chosen={**self.chosen, kind: kept})

    def without_filters(self) -> str:
        """The address of the question alone."""
        return self.address(first=None, last=None, years=(), chosen={})


def read_asked(parameters: "MultiValueDict[str, str]") -> Asked:
    """Read an address's parameters. None of them raises: what cannot be read is left out and told in `unread`."""
    unread: list[tuple[str, str]] = []
    after, before = (_period(name, parameters.get(name, ""), unread) for name in ("from", "to"))
    first, last = after.first, before.last
    if first and last and first > last:
        first, last = before.first, after.last
    return Asked(
        text=parameters.get("q", ""),
        level=next((level for level in Level if level == parameters.get("level")), Level.LEMMA),
        sort=next((sort for sort in SORTS if sort == parameters.get("sort")), SORTS[0]),
        page=_number(parameters.get("page", ""), LAST_PAGE) or 1,
        first=first,
        last=last,
        years=_years(parameters.getlist("year")[:MOST_VALUES], unread),
        chosen={kind: _slugs(parameters.getlist(kind)[:MOST_VALUES]) for kind in FILTERS},
        unread=tuple(unread),
    )


def _period(name: str, text: str, unread: list[tuple[str, str]]) -> Days:
    days = read_period(text[:40]) if text.strip() else Days(None, None)
    if days is None:
        unread.append((name, text[:40]))
    return days or Days(None, None)


def _years(values: Iterable[str], unread: list[tuple[str, str]]) -> tuple[int, ...]:
    years = {value: _number(value, date.max.year) for value in values if value}
    unread.extend(("year", value[:40]) for value, year in years.items() if not year)
    return tuple(dict.fromkeys(year for year in years.values() if year))


def _slugs(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value and "\0" not in value))


def _number(text: str, highest: int) -> int | None:
    """A whole number from 1 to `highest`, in any digits; None for anything else."""
    number = int(text) if text.isdecimal() and len(text) < 10 else 0
    return number if 1 <= number <= highest else None
