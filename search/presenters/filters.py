"""The filters beside the results: what each value has, the chosen and the excluded ones first, each a link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models import Value as Constant
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.kinds import NAMES, SEGMENTS
from articles.models import NAMED_KINDS, NamedRecord
from articles.wording import month_in_words
from search.retrieval.facets import Counted, Counts
from search.retrieval.params import FILTERS, Asked, extended
from search.retrieval.periods import PERIODS, counted_value
from search.retrieval.service import Filtered

SHOWN, MOST = 8, 24
"""Values that a filter shows at once, and with its fold open. All of a longer one stand on a page of their own."""
OPEN = ("source", "section", "year", "month")
"""The filters that are open from the first; the others as soon as something of them is chosen."""
_SHOWN_OF_RECORD = ("id", "name", "name_en", "slug")

Records = dict[tuple[str, int], NamedRecord]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter: a record's name and the language that is in, or a year or month ("").

    `address` takes it up or gives it up, `leave` leaves it out ("" where nothing is left to leave out). `count`
    articles of the results have it, or `about` so many; where it `adds`, that many would come to them.
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
    """A chosen or excluded value of the filter `title`, and the address that gives it up."""

    title: str
    name: str
    language: str
    address: str
    excluded: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with its values: the chosen, the excluded, then those with most articles (years and months in order).

    `more` are shown on a click, `every` is the address of the page of them all, "" where nothing is missing.
    """

    kind: str
    title: str
    values: tuple[Value, ...]
    more: tuple[Value, ...]
    every: str

    @property
    def held(self) -> bool:
        """Whether something of it is chosen or excluded."""
        return any(value.state != "offered" for value in self.values)

    @property
    def open(self) -> bool:
        """Whether it is shown unfolded."""
        return self.held or self.kind in OPEN


def filters(filtered: Filtered) -> list[Filter]:
    """The filters that have a value to offer; none before they are counted. Months are those of one year, or of the
    chosen ones."""
    counts = filtered.counts
    if counts is None:
        return []
    kinds = [kind for kind in FILTERS if kind != "month" or _months_fit(filtered.asked, counts)]
    listed = {kind: _listed(offered(counts, kind), kind) for kind in kinds}
    records = _records({kind: counted.numbers for kind, counted in listed.items()})
    return [found for kind in kinds if (found := _filter(filtered, counts, kind, listed[kind], records)).values]


def taken(filtered: Filtered) -> list[Taken]:
    """What is chosen and excluded of all filters; no count is needed for it."""
    asked, narrowing = filtered.asked, filtered.narrowing
    return [
        Taken(title(kind), *_name(kind, value, record), asked.without_value(kind, value), values is asked.excluded)
        for kind in FILTERS
        for values in (asked.chosen, asked.excluded)
        for value, record in narrowing.named(kind, values)
    ]


def title(kind: str) -> str:
    """What the pages call a filter."""
    return {"year": _("Year"), "month": _("Month")}.get(kind) or str(NAMES[kind][0])


def offered(counts: Counts, kind: str) -> Counted:
    """The values of a filter that are left to choose, with their counts, the most frequent first."""
    if kind in counts.further:
        return counts.further[kind]
    # Of one article nothing is left to narrow.
    return counts.held[kind] if counts.total > 1 else Counted(())


def values(asked: Asked, kind: str, counted: Counted, adds: bool) -> Iterable[Value]:
    """Counted values of one filter as links, but for those of records that are gone."""
    return _values(asked, kind, counted, adds, _records({kind: counted.numbers}))


def _values(asked: Asked, kind: str, counted: Counted, adds: bool, records: Records) -> Iterable[Value]:
    here = asked.address()
    for number, count in counted.pairs:
        record = records.get((kind, number))
        if record or kind in PERIODS:
            value = record.slug if record else counted_value(kind, number)
            leave = "" if adds else extended(here, f"not-{kind}", value)
            name, address, about = _name(kind, value, record), extended(here, kind, value), counted.estimated
            yield Value(*name, count, address, leave=leave, adds=adds, about=about)


def _records(numbers: Mapping[str, Iterable[int]]) -> Records:
    """The records of several kinds with what a filter shows of them, by one query."""
    found = [
        NAMED_KINDS[kind]._default_manager.order_by().filter(pk__in=ids).values_list(Constant(kind), *_SHOWN_OF_RECORD)
        for kind, ids in numbers.items()
        if ids and kind not in PERIODS
    ]
    rows = found[0].union(*found[1:], all=True) if found else ()
    return {(kind, row[0]): NAMED_KINDS[kind].from_db(None, _SHOWN_OF_RECORD, row) for kind, *row in rows}


def _listed(counted: Counted, kind: str) -> Counted:
    """The values that stand beside the results, in their order."""
    if kind in PERIODS:
        return replace(counted, pairs=tuple(sorted(counted.pairs, reverse=True)))
    return replace(counted, pairs=counted.pairs[:MOST])


def _filter(filtered: Filtered, counts: Counts, kind: str, listed: Counted, records: Records) -> Filter:
    held_to = [*_chosen(filtered, counts, kind), *_excluded(filtered, counts, kind)]
    # What is rare has no place in a sample.
    missing = len(listed.pairs) < len(offered(counts, kind).pairs) or (listed.estimated and kind not in PERIODS)
    every = reverse("values", args=[SEGMENTS[kind]]) + filtered.asked.address() if missing else ""
    links = list(_values(filtered.asked, kind, listed, kind in counts.further, records))
    shown = 12 if kind == "month" else SHOWN
    return Filter(kind, title(kind), (*held_to, *links[:shown]), tuple(links[shown:]), every)


def _months_fit(asked: Asked, counts: Counts) -> bool:
    values = (*asked.chosen.get("year", ()), *asked.chosen.get("month", ()), *asked.excluded.get("month", ()))
    return bool(values) or len(counts.held["year"].pairs) == 1


def _chosen(filtered: Filtered, counts: Counts, kind: str) -> Iterable[Value]:
    held, chosen = counts.held[kind], filtered.narrowing.named(kind, filtered.asked.chosen)
    found = dict(held.pairs)
    for value, record in chosen:
        # A value that alone is chosen is that of all results, and their number is exact.
        alone = len(chosen) == 1
        count = counts.total if alone else found.get(record.pk if record else int(value.replace("-", "")), 0)
        address = filtered.asked.without_value(kind, value)
        yield Value(*_name(kind, value, record), count, address, state="chosen", about=held.estimated and not alone)


def _excluded(filtered: Filtered, counts: Counts, kind: str) -> Iterable[Value]:
    for value, record in filtered.narrowing.named(kind, filtered.asked.excluded):
        count, address = counts.back[kind, value], filtered.asked.without_value(kind, value)
        yield Value(*_name(kind, value, record), count, address, state="excluded", adds=True)


def _name(kind: str, value: str, record: NamedRecord | None) -> tuple[str, str]:
    """What the page calls a value, and in which language, "" for the page's own."""
    if record:
        return str(record), "en" if record.name_en and get_language() == "en" else "ar"
    if kind == "month":
        year, month = map(int, value.split("-"))
        return month_in_words(year, month), ""
    return value, ""
