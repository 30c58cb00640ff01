"""The filters chosen around a question, as nodes that the engine takes beside the question's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.counts import ends, referred_to
from articles.models import NamedRecord
from search.query.plan import AllArticles, NoArticles, Node, PublishedBetween, RecordIs, all_of, any_of, without
from search.retrieval.params import FILTERS, SearchParams, Values
from search.retrieval.periods import PERIODS, days_of, on_day


@dataclass(frozen=True, slots=True)
class ActiveFilters:
    """The chosen and the excluded values that the archive knows, of each filter.

    Values of one filter widen it, filters narrow one another, what is excluded is in none of the results. `records`
    holds the records of slugs, by kind; `day` finds the day of any year, where one is asked for.
    """

    params: SearchParams
    records: dict[str, dict[str, NamedRecord]]
    unknown: tuple[tuple[str, str], ...]
    day: Node

    def known(self, kind: str, values: Values) -> tuple[str, ...]:
        """The values of a filter that the archive knows, of `values` (the chosen or the excluded)."""
        found = values.get(kind, ())
        return found if kind in PERIODS else tuple(value for value in found if value in self.records[kind])

    def named(self, kind: str, values: Values) -> list[tuple[str, NamedRecord | None]]:
        """The known values, each with its record, None for a year or month."""
        return [(value, self.records.get(kind, {}).get(value)) for value in self.known(kind, values)]

    def chosen(self, kind: str) -> Node:
        """What the chosen values of a filter find: AllArticles() where none is chosen."""
        values = self.known(kind, self.params.chosen)
        return self.any_of_values(kind, values) if values else AllArticles()

    def excluded(self, kind: str, but: str = "") -> Node:
        """Return what the excluded values of a filter find, without the value `but`; NoArticles() where none is."""
        return self.any_of_values(kind, [value for value in self.known(kind, self.params.excluded) if value != but])

    def any_of_values(self, kind: str, values: Sequence[str]) -> Node:
        """What one at least of the known values finds."""
        if kind in PERIODS or not values:
            return any_of(PublishedBetween(*days_of(value)) for value in values)
        return RecordIs(kind, tuple(self.records[kind][value].pk for value in values))

    def around(self, question: Node, kind: str = "", instead: Node | None = None) -> Node:
        """The question within all that is chosen and excluded; of one filter `instead` stands in its place."""
        filters = (without(self.chosen(other), self.excluded(other)) for other in FILTERS if other != kind)
        first, last = self.params.first, self.params.last
        days = PublishedBetween(first, last) if first or last else AllArticles()
        return all_of([question, *filters, instead or AllArticles(), self.day, days])


def load_filters(params: SearchParams) -> ActiveFilters:
    """Look up the records by their slugs; those that no visible article refers to narrow nothing, and are told."""
    records: dict[str, dict[str, NamedRecord]] = {}
    unknown: list[tuple[str, str]] = []
    for kind in FILTERS:
        if kind not in PERIODS:
            slugs = (*params.chosen.get(kind, ()), *params.excluded.get(kind, ()))
            records[kind] = {record.slug: record for record in referred_to(kind, slug__in=slugs)} if slugs else {}
            unknown.extend((kind, slug) for slug in slugs if slug not in records[kind])
    return ActiveFilters(params, records, tuple(unknown), _of_any_year(params.day) if params.day else AllArticles())


def _of_any_year(day: tuple[int, int]) -> Node:
    """The day in each year that the archive holds. So no engine need know of more than days."""
    first_and_last = ends()
    if not first_and_last:
        return NoArticles()
    return any_of(PublishedBetween(found, found) for found in on_day(day, *(end.year for end in first_and_last)))
