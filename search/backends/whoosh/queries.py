"""The query objects the resolved tree compiles to.

They are Whoosh queries that answer a segment at a time with sets and arrays instead of one document at a time with
matchers, which is some twenty times as fast in Python: first `docs`, which documents match, then `score`, only of those
that are left at the end.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce

from whoosh.query import Query

from search.backends.whoosh.leaf import Leaf
from search.backends.whoosh.ranking import Ranking
from search.query.resolved import Term

Scores = dict[int, float]


class ArchiveQuery(Query):
    """A query over leaves of the index."""

    def docs(self, leaf: Leaf) -> set[int]:
        """Return the documents of the segment that match; deleted ones may be among them."""
        raise NotImplementedError

    def score(self, leaf: Leaf, ranking: Ranking, wanted: Collection[int], scores: Scores) -> None:
        """Add this query's part to the scores of the wanted documents that match it."""


class NoDocument(ArchiveQuery):
    """Matches nothing."""

    def docs(self, leaf: Leaf) -> set[int]:
        return set()


class EveryDocument(ArchiveQuery):
    """Matches everything."""

    def docs(self, leaf: Leaf) -> set[int]:
        return set(range(leaf.size))


class AnyTermQuery(ArchiveQuery):
    """Documents whose field holds one of the terms."""

    def __init__(self, fieldname: str, terms: tuple[Term, ...]) -> None:
        self.fieldname, self.terms = fieldname, terms

    def docs(self, leaf: Leaf) -> set[int]:
        found = (leaf.postings(self.fieldname, term.text) for term in self.terms)
        return set().union(*(postings.docs for postings in found if postings))

    def score(self, leaf: Leaf, ranking: Ranking, wanted: Collection[int], scores: Scores) -> None:
        for term in self.terms:
            weight = term.weight * ranking.rarity(self.fieldname, (term.text,))
            found = {name: leaf.postings(name, term.text) for name in scored(self.fieldname)}
            counts = {name: zip(hits.docs, hits.counts, strict=True) for name, hits in found.items() if hits}
            ranking.add(scores, leaf, wanted, weight, counts)


class SequenceQuery(ArchiveQuery):
    """Documents whose field holds one term of each slot, side by side and in order."""

    def __init__(self, fieldname: str, slots: tuple[tuple[Term, ...], ...]) -> None:
        self.fieldname, self.slots = fieldname, slots
        self._found: dict[tuple[str, str], dict[int, int]] = {}

    def docs(self, leaf: Leaf) -> set[int]:
        return set(self._occurrences(leaf, self.fieldname))

    def score(self, leaf: Leaf, ranking: Ranking, wanted: Collection[int], scores: Scores) -> None:
        weight = sum(ranking.rarity(self.fieldname, (term.text for term in slot)) for slot in self.slots)
        counts = {name: self._occurrences(leaf, name).items() for name in scored(self.fieldname)}
        ranking.add(scores, leaf, wanted, weight, counts)

    def _occurrences(self, leaf: Leaf, fieldname: str) -> dict[int, int]:
        """How often the sequence occurs, for each document it occurs in."""
        key = leaf.name, fieldname
        if key not in self._found:
            slots = [AnyTermQuery(fieldname, slot).docs(leaf) for slot in self.slots]
            candidates = reduce(set.intersection, slots)
            self._found[key] = self._counted(leaf, fieldname, candidates) if candidates else {}
        return self._found[key]

    def _counted(self, leaf: Leaf, fieldname: str, candidates: set[int]) -> dict[int, int]:
        starts: dict[int, set[int]] = {}
        for offset, slot in enumerate(self.slots):
            places: dict[int, set[int]] = {doc: set() for doc in candidates}
            for term in slot:
                postings = leaf.postings(fieldname, term.text)
                for doc, positions in postings.positions(candidates).items() if postings else ():
                    places[doc].update([position - offset for position in positions])
            starts = {doc: starts[doc] & places[doc] for doc in starts} if offset else places
        return {doc: len(found) for doc, found in starts.items() if found}


class BothQuery(ArchiveQuery):
    """Documents that match every part."""

    def __init__(self, parts: Iterable[ArchiveQuery]) -> None:
        self.parts = tuple(parts)

    def docs(self, leaf: Leaf) -> set[int]:
        return reduce(set.intersection, sorted((part.docs(leaf) for part in self.parts), key=len))

    def score(self, leaf: Leaf, ranking: Ranking, wanted: Collection[int], scores: Scores) -> None:
        for part in self.parts:
            part.score(leaf, ranking, wanted, scores)


class EitherQuery(BothQuery):
    """Documents that match one part at least."""

    def docs(self, leaf: Leaf) -> set[int]:
        return reduce(set.union, (part.docs(leaf) for part in self.parts))


class ButNotQuery(ArchiveQuery):
    """Documents that match `kept` and do not match `dropped`."""

    def __init__(self, kept: ArchiveQuery, dropped: ArchiveQuery) -> None:
        self.kept, self.dropped = kept, dropped

    def docs(self, leaf: Leaf) -> set[int]:
        return self.kept.docs(leaf) - self.dropped.docs(leaf)

    def score(self, leaf: Leaf, ranking: Ranking, wanted: Collection[int], scores: Scores) -> None:
        self.kept.score(leaf, ranking, wanted, scores)


class RecordQuery(ArchiveQuery):
    """Documents that carry one of these records; gives no score."""

    def __init__(self, kind: str, ids: Iterable[int]) -> None:
        self._terms = AnyTermQuery(kind, tuple(Term(str(pk)) for pk in ids))

    def docs(self, leaf: Leaf) -> set[int]:
        return self._terms.docs(leaf)


class DaysQuery(ArchiveQuery):
    """Documents published between two days, both included; the undated never. Gives no score."""

    def __init__(self, first: date | None, last: date | None) -> None:
        self.first = first.toordinal() if first else 1
        self.last = last.toordinal() if last else date.max.toordinal()

    def docs(self, leaf: Leaf) -> set[int]:
        return {doc for doc, day in enumerate(leaf.column("day")) if self.first <= day <= self.last}


def scored(fieldname: str) -> tuple[str, ...]:
    """The fields whose occurrences count when a word is searched in `fieldname`."""
    return ("text", "headline") if fieldname == "text" else (fieldname,)
