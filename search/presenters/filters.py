"""The filters beside the results: what each value has, the chosen and the excluded ones first, each a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.kinds import NAMES, SEGMENTS
from articles.models import NAMED_KINDS, NamedRecord
from articles.wording import month_in_words
from search.counting import Pairs
from search.forms import FILTERS, extended
from search.service import Answer
from search.values import PERIODS, counted_value

SHOWN, MOST = 8, 24
"""Values that a filter shows at once, and with its fold open. All of a longer one stand on a page of their own."""
OPEN = ("source", "section", "year", "month")
"""The filters that are open from the first; the others as soon as something of them is chosen."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter: a record's name and the language that is in, or a year or month ("").

    `address` takes it up or gives it up, `leave` leaves it out ("" where nothing is left to leave out). `count`
    articles of the results have it; where it `adds`, that many would come to them.
    """

    name: str
    language: str
    count: int
    address: str
    state: Literal["offered", "chosen", "excluded"] = "offered"
    leave: str = ""
    adds: bool = False


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


def filters(answer: Answer) -> list[Filter]:
    """The filters that have a value to offer. Months are those of one year, or of the chosen ones."""
    kinds = [kind for kind in FILTERS if kind != "month" or _months_fit(answer)]
    return [found for kind in kinds if (found := _filter(answer, kind)).values]


def title(kind: str) -> str:
    """What the pages call a filter."""
    return {"year": _("Year"), "month": _("Month")}.get(kind) or str(NAMES[kind][0])


def offered(answer: Answer, kind: str) -> Pairs:
    """The values of a filter that are left to choose, with their counts, the most frequent first."""
    # Of one article nothing is left to narrow.
    held = answer.counts.held[kind] if answer.total > 1 else ()
    return answer.counts.further.get(kind, held)


def values(answer: Answer, kind: str, pairs: Pairs) -> Iterable[Value]:
    """Counted values as links, but for those of records that are gone."""
    here, adds = answer.asked.address(), kind in answer.counts.further
    records = {} if kind in PERIODS else _records(kind, [pk for pk, _count in pairs])
    for number, count in pairs:
        record = records.get(number)
        if record or kind in PERIODS:
            value = record.slug if record else counted_value(kind, number)
            leave = "" if adds else extended(here, f"not-{kind}", value)
            yield Value(*_name(kind, value, record), count, extended(here, kind, value), leave=leave, adds=adds)


def _records(kind: str, ids: list[int]) -> dict[int, NamedRecord]:
    """The records with what a filter shows of them."""
    shown = NAMED_KINDS[kind]._default_manager.only("name", "name_en", "slug")
    return shown.in_bulk(ids) if ids else {}


def _filter(answer: Answer, kind: str) -> Filter:
    taken = [*_chosen(answer, kind), *_excluded(answer, kind)]
    pairs = offered(answer, kind)
    every = ""
    if kind in PERIODS:
        pairs = tuple(sorted(pairs, reverse=True))
    elif len(pairs) > MOST:
        every = reverse("values", args=[SEGMENTS[kind]]) + answer.asked.address()
        pairs = pairs[:MOST]
    links, shown = list(values(answer, kind, pairs)), 12 if kind == "month" else SHOWN
    return Filter(kind, title(kind), (*taken, *links[:shown]), tuple(links[shown:]), every)


def _months_fit(answer: Answer) -> bool:
    asked = answer.asked
    values = (*asked.chosen.get("year", ()), *asked.chosen.get("month", ()), *asked.excluded.get("month", ()))
    return bool(values) or len(answer.counts.held["year"]) == 1


def _chosen(answer: Answer, kind: str) -> Iterable[Value]:
    counts = dict(answer.counts.held[kind])
    for value in answer.narrowing.known(kind, answer.asked.chosen):
        record = answer.narrowing.records.get(kind, {}).get(value)
        count = counts.get(record.pk if record else int(value.replace("-", "")), 0)
        address = answer.asked.without_value(kind, value)
        yield Value(*_name(kind, value, record), count, address, state="chosen")


def _excluded(answer: Answer, kind: str) -> Iterable[Value]:
    for value in answer.narrowing.known(kind, answer.asked.excluded):
        record = answer.narrowing.records.get(kind, {}).get(value)
        count, address = answer.counts.back[kind, value], answer.asked.without_value(kind, value)
        yield Value(*_name(kind, value, record), count, address, state="excluded", adds=True)


def _name(kind: str, value: str, record: NamedRecord | None) -> tuple[str, str]:
    """What the page calls a value, and in which language, "" for the page's own."""
    if record:
        return str(record), "en" if record.name_en and get_language() == "en" else "ar"
    if kind == "month":
        year, month = map(int, value.split("-"))
        return month_in_words(year, month), ""
    return value, ""
