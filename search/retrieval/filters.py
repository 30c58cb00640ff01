"""Build the plan nodes of the filters that are chosen around a question."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.counts import ends, referred_to
from articles.models import NamedRecord
from search.query.plan import AllArticles, NoArticles, Node, PublishedBetween, RecordIs, all_of, any_of, without
from search.retrieval.params import FILTERS, SearchParams, Values
from search.retrieval.periods import PERIODS, MonthDay, days_of, on_day
from search.retrieval.withdrawn import Withdrawn, load_withdrawn


@dataclass(frozen=True, slots=True)
class ActiveFilters:
    """The chosen and excluded values that the archive knows, of each filter.

    Several values of one filter find more articles, several filters find fewer. No result has an excluded value.
    records: kind -> slug -> record.
    unknown: the pairs of kind and slug that the archive does not know.
    day: the node of the chosen day in any year; AllArticles() if no such day is chosen.
    withdrawn: the articles that no answer may have, although the index has them.
    """

    params: SearchParams
    records: dict[str, dict[str, NamedRecord]]
    unknown: tuple[tuple[str, str], ...]
    day: Node
    withdrawn: Withdrawn = field(default_factory=Withdrawn)

    def known(self, kind: str, values: Values) -> tuple[str, ...]:
        """Return those of `values` (the chosen or the excluded ones) that the archive knows, for one filter."""
        found = values.get(kind, ())
        return found if kind in PERIODS else tuple(value for value in found if value in self.records[kind])

    def named(self, kind: str, values: Values) -> list[tuple[str, NamedRecord | None]]:
        """Return the known values, each with its record; None for a year or month."""
        return [(value, self.records.get(kind, {}).get(value)) for value in self.known(kind, values)]

    def chosen(self, kind: str) -> Node:
        """Return the node of the chosen values of a filter; AllArticles() if none is chosen."""
        values = self.known(kind, self.params.chosen)
        return self.any_of_values(kind, values) if values else AllArticles()

    def excluded(self, kind: str, but: str = "") -> Node:
        """Return the node of the excluded values of a filter, without the value `but`; NoArticles() if none is
        excluded."""
        return self.any_of_values(kind, [value for value in self.known(kind, self.params.excluded) if value != but])

    def any_of_values(self, kind: str, values: Sequence[str]) -> Node:
        """Return the node of the articles that have at least one of these known values."""
        if kind in PERIODS or not values:
            return any_of(PublishedBetween(*days_of(value)) for value in values)
        return RecordIs(kind, tuple(self.records[kind][value].pk for value in values))

    def around(self, question: Node, kind: str = "", instead: Node | None = None) -> Node:
        """Return the question combined with all filters and chosen days, without withdrawn articles. The node `instead`
        replaces the filter `kind`."""
        filters = (without(self.chosen(other), self.excluded(other)) for other in FILTERS if other != kind)
        first, last = self.params.first, self.params.last
        days = PublishedBetween(first, last) if first or last else AllArticles()
        return self.withdrawn.left_out_of(all_of([question, *filters, instead or AllArticles(), self.day, days]))


def load_filters(params: SearchParams) -> ActiveFilters:
    """Look up the records by their slugs. A record that no visible article refers to filters nothing and is reported in
    `unknown`."""
    records: dict[str, dict[str, NamedRecord]] = {}
    unknown: list[tuple[str, str]] = []
    for kind in FILTERS:
        if kind not in PERIODS:
            slugs = (*params.chosen.get(kind, ()), *params.excluded.get(kind, ()))
            records[kind] = {record.slug: record for record in referred_to(kind, slug__in=slugs)} if slugs else {}
            unknown.extend((kind, slug) for slug in slugs if slug not in records[kind])
    day = _of_any_year(params.day) if params.day else AllArticles()
    return ActiveFilters(params, records, tuple(unknown), day, load_withdrawn())


def _of_any_year(day: MonthDay) -> Node:
    """Return the node of this day in every year that the archive holds. This way an engine needs to know only days."""
    first_and_last = ends()
    if not first_and_last:
        return NoArticles()
    return any_of(PublishedBetween(found, found) for found in on_day(day, *(end.year for end in first_and_last)))
