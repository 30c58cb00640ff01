"""Read the parameters of a search address: the question, how to answer it, and the chosen filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.utils.datastructures import MultiValueDict

from arabic import Level
from articles.kinds import RECORD_KINDS
from search.backends.base import Sort
from search.query.dates import Days, read_period
from search.retrieval.periods import PERIODS, MonthDay, read_day, read_value

FILTERS = (
    *(kind.name for kind in RECORD_KINDS if not kind.is_many),
    *PERIODS,
    *(kind.name for kind in RECORD_KINDS if kind.is_many),
)
"""What results can be narrowed to or held free of, value by value, in the order the page shows it."""

SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
HIGHEST_PAGE = 10**6
MOST_VALUES = 40
"""Largest number of chosen values, and of excluded values, read for all filters together. No reader's address has
more."""

MOST_DROPPED, LONGEST_FORM = 60, 200
"""Largest number of forms dropped from a question, and largest number of characters of such a form."""

LINKS_ROOM = 300_000
"""Bytes for the addresses of those links of a page whose number depends on the question."""

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SearchParams:
    """A question with everything chosen around it.

    chosen, excluded: the values of each filter (search/retrieval/periods.py).
    day: the month and day of any year.
    after: the public id of the article after which the list continues (pagination cursor).
    dropped: forms and names that no word of the question may stand for.
    unread: the parameters that could not be read, each as name and text.
    """

    text: str = ""
    level: Level = Level.LEMMA
    sort: Sort = "relevance"
    page: int = 1
    first: date | None = None
    last: date | None = None
    day: MonthDay | None = None
    chosen: Values = field(default_factory=dict)
    excluded: Values = field(default_factory=dict)
    after: str = ""
    dropped: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def has_filters(self) -> bool:
        """Return whether any filter is chosen."""
        return bool(self.first or self.last or self.day or any((*self.chosen.values(), *self.excluded.values())))

    def address(self, **changes: Any) -> str:
        """Return the address of the same question with these changes. It leads to the first page unless the changes
        name a page."""
        return replace(self, **{"page": 1, "after": "", **changes}).query_string()

    @property
    def around(self) -> str:
        """Return the parameters of everything chosen around the question; "" if nothing is chosen."""
        return self.address(text="", level=Level.LEMMA)[1:]

    def query_string(self) -> str:
        """Return a question mark and the parameters that differ from their defaults."""
        pairs = [
            ("q", self.text),
            ("level", "" if self.level is Level.LEMMA else self.level.value),
            *self.days(),
            *self.kept(),
            ("after", self.after),
            ("page", str(self.page) if self.page > 1 else ""),
        ]
        return "?" + urlencode([pair for pair in pairs if pair[1]])

    def days(self) -> list[tuple[str, str]]:
        """Return the parameters of the days chosen around the question. The filters have input boxes for them."""
        return [
            *([("from", self.first.isoformat())] if self.first else []),
            *([("to", self.last.isoformat())] if self.last else []),
            *([("day", "{:02}-{:02}".format(*self.day))] if self.day else []),
        ]

    def kept(self) -> list[tuple[str, str]]:
        """Return the parameters that the question box keeps in hidden fields when another question is typed: the order,
        the filters and the dropped forms."""
        return [
            *([("sort", self.sort)] if self.sort != SORTS[0] else []),
            *((kind, value) for kind in FILTERS for value in self.chosen.get(kind, ())),
            *((f"not-{kind}", value) for kind in FILTERS for value in self.excluded.get(kind, ())),
            *(("drop", form) for form in self.dropped),
        ]

    def without_value(self, kind: str, value: str) -> str:
        """Return the address with this value of a filter neither chosen nor excluded. If a year is removed, its chosen
        months are removed too."""
        chosen, excluded = (
            {**held, kind: tuple(other for other in held.get(kind, ()) if other != value)}
            for held in (self.chosen, self.excluded)
        )
        if kind == "year":
            months = self.chosen.get("month", ())
            chosen["month"] = tuple(month for month in months if month.partition("-")[0] != value.zfill(4))
        return self.address(chosen=chosen, excluded=excluded)

    @property
    def unfiltered(self) -> dict[str, Any]:
        """Return the changes that remove all filters from the question."""
        return {"first": None, "last": None, "day": None, "chosen": {}, "excluded": {}}


def fitting(address: str, most: int, share: float) -> int:
    """Return how many links may stand in one part of a page, `most` at most: each carries `address`, and `share` is the
    part's share of LINKS_ROOM. Only an address of hundreds of letters makes a difference."""
    return min(most, int(share * LINKS_ROOM) // max(1, len(address)))


def extended(address: str, name: str, value: str) -> str:
    """Return an address made by `SearchParams.address` with one more value of a parameter. This is far cheaper than
    building the whole address again."""
    return f"{address}{'&' if len(address) > 1 else ''}{name}={quote_plus(value)}"


def read_params(parameters: "MultiValueDict[str, str]") -> SearchParams:
    """Read the parameters of an address. Never raise: ignore what cannot be read, and report unreadable dates in
    `unread`."""
    unread: list[tuple[str, str]] = []
    after, before = (_period(name, parameters.get(name, ""), unread) for name in ("from", "to"))
    first, last = after.first, before.last
    if first and last and first > last:
        first, last = before.first, after.last
    return SearchParams(
        text=parameters.get("q", ""),
        level=next((level for level in Level if level == parameters.get("level")), Level.LEMMA),
        sort=next((sort for sort in SORTS if sort == parameters.get("sort")), SORTS[0]),
        page=_number(parameters.get("page", ""), HIGHEST_PAGE) or 1,
        first=first,
        last=last,
        day=_day(parameters.get("day", ""), unread),
        chosen=_values("", parameters, unread),
        excluded=_values("not-", parameters, unread),
        after="".join(_texts([parameters.get("after", "")])),
        dropped=_texts(form[:LONGEST_FORM] for form in parameters.getlist("drop")[:MOST_DROPPED]),
        unread=tuple(unread),
    )


def _period(name: str, text: str, unread: list[tuple[str, str]]) -> Days:
    days = read_period(text[:40]) if text.strip() else Days(None, None)
    if days is None:
        unread.append((name, text[:40]))
    return days or Days(None, None)


def _day(text: str, unread: list[tuple[str, str]]) -> MonthDay | None:
    day = read_day(text[:40]) if text.strip() else None
    if text.strip() and day is None:
        unread.append(("day", text[:40]))
    return day


def _values(prefix: str, parameters: "MultiValueDict[str, str]", unread: list[tuple[str, str]]) -> Values:
    """Return the values given for each filter, without duplicates."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in FILTERS}
    typed = [(kind, text) for kind in FILTERS for text in parameters.getlist(prefix + kind) if text]
    for kind, text in typed[:MOST_VALUES]:
        if (value := read_value(kind, text)) is not None:
            found[kind][value] = None
        elif kind in PERIODS:
            unread.append((kind, text[:40]))
    return {kind: tuple(values) for kind, values in found.items()}


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value and "\0" not in value))


def _number(text: str, highest: int) -> int | None:
    """Return a whole number from 1 to `highest`, written in any digits. Return None for anything else."""
    number = int(text) if text.isdecimal() and len(text) < 10 else 0
    return number if 1 <= number <= highest else None
