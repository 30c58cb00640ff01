"""The query objects that a query plan compiles to.

They are Whoosh queries, but they answer for a whole segment with sets and arrays, not for one document after another
with matchers: this is about twenty times as fast in Python. First `docs` finds the matching documents; then `score`
scores only those that remain at the end.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import reduce

from whoosh.query import Query

from search.backends.whoosh.leaf import Leaf, in_time
from search.backends.whoosh.ranking import Ranking
from search.query.plan import Span, Term

Scores = dict[int, float]

# If a term has this many times more documents than are wanted, the wanted ones are looked up instead of a full scan.
FEW = 4


class ArchiveQuery(Query):  # type: ignore[misc]
    """A query that is answered segment by segment."""

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
    """Documents whose field holds one of the terms; the `related` terms only add to the score."""

    def __init__(self, fieldname: str, terms: tuple[Term, ...], related: tuple[Term, ...] = ()) -> None:
        self.fieldname, self.terms, self.related = fieldname, terms, related

    def docs(self, leaf: Leaf) -> set[int]:
        found = (leaf.postings(self.fieldname, term.text) for term in self.terms)
        return set().union(*(postings.docs for postings in found if postings))

    def score(self, leaf: Leaf, ranking: Ranking, wanted: Collection[int], scores: Scores) -> None:
        weight = ranking.rarity(self.fieldname, (term.text for term in self.terms))
        counts = {name: self._counts(leaf, name, wanted) for name in scored(self.fieldname)}
        ranking.add(scores, leaf, wanted, weight, counts)

    def _counts(self, leaf: Leaf, fieldname: str, wanted: Collection[int]) -> Iterator[tuple[int, float]]:
        """Yield (document, occurrences times the weight of their term). Documents that are not wanted may be among
        them."""
        for term in (*self.terms, *self.related):
            if hits := leaf.postings(fieldname, term.text):
                found: Iterable[tuple[int, int]] = zip(hits.docs, hits.counts, strict=True)
                if len(wanted) * FEW < len(hits.docs):
                    counts = dict(found)
                    found = ((doc, counts[doc]) for doc in counts.keys() & wanted)
                weight = term.weight
                yield from found if weight == 1 else ((doc, weight * count) for doc, count in found)


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
        """Return how often the sequence occurs in each document that holds it."""
        key = leaf.name, fieldname
        if key not in self._found:
            candidates = holding(leaf, fieldname, self.slots)
            found = starts(leaf, fieldname, self.slots, candidates)
            self._found[key] = {doc: len(places) for doc, places in found.items()}
        return self._found[key]


class NearQuery(ArchiveQuery):
    """Documents whose field holds a span of each side, at most `distance` positions apart, in either order."""

    def __init__(self, fieldname: str, left: tuple[Span, ...], right: tuple[Span, ...], distance: int) -> None:
        self.fieldname, self.sides, self.distance = fieldname, (left, right), distance
        self._found: dict[tuple[str, str], dict[int, int]] = {}

    def docs(self, leaf: Leaf) -> set[int]:
        return set(self._occurrences(leaf, self.fieldname))

    def score(self, leaf: Leaf, ranking: Ranking, wanted: Collection[int], scores: Scores) -> None:
        typed = [slot for side in self.sides for slot in side[0]]
        weight = sum(ranking.rarity(self.fieldname, (term.text for term in slot)) for slot in typed)
        counts = {name: self._occurrences(leaf, name).items() for name in scored(self.fieldname)}
        ranking.add(scores, leaf, wanted, weight, counts)

    def _occurrences(self, leaf: Leaf, fieldname: str) -> dict[int, int]:
        """Return for each document the number of spans of the left side that have one of the right side near, if above
        0."""
        key = leaf.name, fieldname
        if key not in self._found:
            held = (set().union(*(holding(leaf, fieldname, span) for span in side)) for side in self.sides)
            candidates = set.intersection(*held)
            left, right = (self._places(leaf, fieldname, side, candidates) for side in self.sides)
            counts = {doc: self._close(left[doc], right[doc]) for doc in left.keys() & right.keys()}
            self._found[key] = {doc: count for doc, count in counts.items() if count}
        return self._found[key]

    def _places(
        self, leaf: Leaf, fieldname: str, side: tuple[Span, ...], candidates: set[int]
    ) -> dict[int, set[tuple[int, int]]]:
        """Return the first and last positions of each span of a side, by document."""
        places: dict[int, set[tuple[int, int]]] = {}
        for span in side:
            for doc, found in starts(leaf, fieldname, span, candidates).items():
                places.setdefault(doc, set()).update((start, start + len(span) - 1) for start in found)
        return places

    def _close(self, left: set[tuple[int, int]], right: set[tuple[int, int]]) -> int:
        return sum(any(0 < gap(one, other) <= self.distance for other in right) for one in left)


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
    """Documents that match at least one part."""

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
    """Documents that carry one of these records; without a score."""

    def __init__(self, kind: str, ids: Iterable[int]) -> None:
        self._terms = AnyTermQuery(kind, tuple(Term(str(pk)) for pk in ids))

    def docs(self, leaf: Leaf) -> set[int]:
        return self._terms.docs(leaf)


class ArticleIdsQuery(ArchiveQuery):
    """The documents of these articles; gives no score."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = frozenset(ids)

    def docs(self, leaf: Leaf) -> set[int]:
        return leaf.articles(self.ids)


class DaysQuery(ArchiveQuery):
    """Documents published between two days, both included; never undated ones. Without a score."""

    def __init__(self, first: date | None, last: date | None) -> None:
        self.first = first.toordinal() if first else 1
        self.last = last.toordinal() if last else date.max.toordinal()

    def docs(self, leaf: Leaf) -> set[int]:
        return leaf.published(self.first, self.last)


class BeyondQuery(ArchiveQuery):
    """Documents that come after a sort key in time (keyset pagination). Without a score."""

    def __init__(self, newest: bool, dated: bool, order: int, article: int) -> None:
        self.newest = newest
        self.place = in_time(newest, dated, order, article)

    def docs(self, leaf: Leaf) -> set[int]:
        everything = range(leaf.size)
        places = leaf.in_time(self.newest, everything)
        return {doc for doc, place in zip(everything, places, strict=True) if place < self.place}


class SampleQuery(ArchiveQuery):
    """Documents in the first `below` of the parts that `sample_of` makes of the archive. Without a score."""

    def __init__(self, below: int) -> None:
        self.below = below

    def docs(self, leaf: Leaf) -> set[int]:
        return {doc for doc, sample in enumerate(leaf.samples) if sample < self.below}


def holding(leaf: Leaf, fieldname: str, span: Span) -> set[int]:
    """Return the documents that hold a term of each slot of the span, at any position."""
    return reduce(set.intersection, (AnyTermQuery(fieldname, slot).docs(leaf) for slot in span))


def starts(leaf: Leaf, fieldname: str, span: Span, candidates: set[int]) -> dict[int, set[int]]:
    """Return the positions at which the span begins, for each candidate that holds it."""
    found: dict[int, set[int]] = {}
    for offset, slot in enumerate(span):
        places: dict[int, set[int]] = {doc: set() for doc in candidates}
        for term in slot:
            postings = leaf.postings(fieldname, term.text) if candidates else None
            for doc, positions in postings.positions(candidates).items() if postings else ():
                places[doc].update([position - offset for position in positions])
        found = {doc: found[doc] & places[doc] for doc in found} if offset else places
    return {doc: places for doc, places in found.items() if places}


def gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Return the distance of two spans, each given by its first and last position: 1 side by side, 0 or less if they
    overlap."""
    return max(other[0] - one[1], one[0] - other[1])


def scored(fieldname: str) -> tuple[str, ...]:
    """Return the fields whose occurrences count when a word is searched in `fieldname`."""
    return ("text", "headline") if fieldname == "text" else (fieldname,)
