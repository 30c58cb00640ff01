"""The filters chosen around a question, as nodes that the engine takes beside the question's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from articles.models import NAMED_KINDS, NamedRecord
from search.forms import FILTERS, Asked
from search.query.resolved import Everything, Node, PublishedBetween, RecordIs, all_of, any_of

FACETS = ("year", *FILTERS)
"""What results are counted by, in the order the page shows it."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The chosen values that the archive knows. Values of one filter widen it, filters narrow one another."""

    asked: Asked
    records: dict[str, tuple[NamedRecord, ...]]
    unknown: tuple[tuple[str, str], ...]

    def of(self, kind: str) -> Node:
        """The node of one filter: Everything() where nothing of it is chosen."""
        if kind == "year":
            years = [PublishedBetween(date(year, 1, 1), date(year, 12, 31)) for year in self.asked.years]
            return any_of(years) if years else Everything()
        records = self.records.get(kind)
        return RecordIs(kind, tuple(record.pk for record in records)) if records else Everything()

    def around(self, question: Node, but: str = "") -> Node:
        """The question within all that is chosen, the filter `but` left out."""
        nodes = [question, *(self.of(kind) for kind in FACETS if kind != but)]
        if self.asked.first or self.asked.last:
            nodes.append(PublishedBetween(self.asked.first, self.asked.last))
        return all_of(nodes)


def read_narrowing(asked: Asked) -> Narrowing:
    """Look up the chosen records by their slugs; those the archive does not know narrow nothing, and are told."""
    records: dict[str, tuple[NamedRecord, ...]] = {}
    unknown: list[tuple[str, str]] = []
    for kind, slugs in asked.chosen.items():
        known = {record.slug: record for record in named(kind, slug__in=slugs)} if slugs else {}
        records[kind] = tuple(known[slug] for slug in slugs if slug in known)
        unknown.extend((kind, slug) for slug in slugs if slug not in known)
    return Narrowing(asked, records, tuple(unknown))


def named(kind: str, **condition: object) -> Iterable[NamedRecord]:
    """Records of a kind, with what a filter shows of them."""
    return NAMED_KINDS[kind]._default_manager.filter(**condition).only("name", "name_en", "slug")
