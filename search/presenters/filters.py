"""The filters beside the results: what each value has, the ones chosen first, each a link."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.kinds import NAMES
from articles.models import NamedRecord
from search.narrowing import FACETS, named
from search.service import Answer

SHOWN, MOST = 8, 40
"""Values that a filter shows at once, and with its fold open."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter: a record, or a year. `count` articles have it; `adds` says that it counts what would come
    to the results, because another value of the filter is chosen."""

    record: NamedRecord | None
    year: str
    count: int
    address: str
    chosen: bool = False
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with its values, the chosen ones first, then the most frequent."""

    kind: str
    title: str
    values: tuple[Value, ...]
    more: tuple[Value, ...]


def filters(answer: Answer) -> list[Filter]:
    """The filters that have a value to offer."""
    return [found for kind in FACETS if (found := _filter(answer, kind)).values]


def _filter(answer: Answer, kind: str) -> Filter:
    chosen = _chosen(answer, kind)
    # Of one article nothing is left to narrow.
    narrowing = answer.counts.get(kind, ()) if answer.total > 1 else ()
    pairs = answer.further.get(kind, narrowing)[:MOST]
    offered = _years(answer, pairs, bool(chosen)) if kind == "year" else _records(answer, kind, pairs, bool(chosen))
    title = _("Year") if kind == "year" else str(NAMES[kind][0])
    return Filter(kind, title, (*chosen, *offered[:SHOWN]), tuple(offered[SHOWN:]))


def _chosen(answer: Answer, kind: str) -> list[Value]:
    asked, counts = answer.asked, dict(answer.counts.get(kind, ()))
    if kind == "year":
        years = [(year, asked.without_value(kind, str(year))) for year in asked.years]
        return [Value(None, str(year), counts.get(year, 0), address, chosen=True) for year, address in years]
    return [
        Value(record, "", counts.get(record.pk, 0), asked.without_value(kind, record.slug), chosen=True)
        for record in answer.narrowing.records.get(kind, ())
    ]


def _years(answer: Answer, pairs: tuple[tuple[int, int], ...], adds: bool) -> list[Value]:
    ordered = sorted(pairs, reverse=True)
    return [Value(None, str(y), n, answer.asked.with_value("year", str(y)), adds=adds) for y, n in ordered]


def _records(answer: Answer, kind: str, pairs: tuple[tuple[int, int], ...], adds: bool) -> list[Value]:
    records = {record.pk: record for record in named(kind, pk__in=[pk for pk, _count in pairs])} if pairs else {}
    return [
        Value(record, "", count, answer.asked.with_value(kind, record.slug), adds=adds)
        for pk, count in pairs
        if (record := records.get(pk))
    ]
