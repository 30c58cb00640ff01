"""The query objects that a query plan compiles to.

They are Whoosh queries, but they answer for a whole segment with sets and arrays, not for one document after another
with matchers: this is about twenty times as fast in Python. First `docs` finds the matching documents, the rarest part
first; then `score` scores only those that remain at the end. Phrases and nearness are found by merging sorted arrays of
places, so that they cost as much as the places that they read.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query

from search.backends.deadline import check, shared
from search.backends.whoosh.leaf import Leaf, in_time
from search.backends.whoosh.postings import POSITION_BITS, Mask, Places
from search.backends.whoosh.ranking import Counts, Ranking, Scores
from search.query import plan
from search.query.plan import Span, Term

# If a segment has this many times more documents than are meant, only theirs are read of a slot's places.
FEW = 4

NOWHERE: Places = np.empty(0, np.int64)
FAR = np.int64(2**62)  # farther from every place than any distance


class ArchiveQuery(Query):  # type: ignore[misc]
    """A query that is answered segment by segment."""

    def docs(self, leaf: Leaf, among: set[int] | None = None) -> set[int]:
        """Return the documents of the segment that match, only those of `among` if given; deleted ones may be among
        them. Raise TooLateError."""
        check()
        found = self.matching(leaf, among)
        return found if among is None else found & among

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        """Return the documents that match. Those outside `among` may be left out or not, whichever is cheaper."""
        raise NotImplementedError

    def bound(self, leaf: Leaf) -> int:
        """Return a number that is not lower than the number of matching documents, found without reading postings."""
        return leaf.size

    def score(self, leaf: Leaf, ranking: Ranking, wanted: set[int], scores: Scores) -> None:
        """Add this query's part to the scores of the wanted documents that match it; the scores of others are of no
        use to anyone. Raise TooLateError."""


class NoDocument(ArchiveQuery):
    """Matches nothing."""

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        return set()

    def bound(self, leaf: Leaf) -> int:
        return 0


class EveryDocument(ArchiveQuery):
    """Matches everything."""

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        return set(range(leaf.size)) if among is None else among


class AnyTermQuery(ArchiveQuery):
    """Documents whose field holds one of the terms; the `related` terms only add to the score."""

    def __init__(self, fieldname: str, terms: tuple[Term, ...], related: tuple[Term, ...] = ()) -> None:
        self.fieldname, self.terms, self.related = fieldname, terms, related

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        found = (leaf.postings(self.fieldname, term.text) for term in self.terms)
        docs = [postings.docs for postings in found if postings]
        return set().union(*docs) if among is None else among.intersection(chain(*docs))

    def bound(self, leaf: Leaf) -> int:
        return slot_bound(leaf, self.fieldname, self.terms)

    def score(self, leaf: Leaf, ranking: Ranking, wanted: set[int], scores: Scores) -> None:
        weight = ranking.rarity(self.fieldname, (term.text for term in self.terms))
        ranking.add(scores, leaf, weight, {name: self._counts(leaf, name) for name in scored(self.fieldname)})

    def _counts(self, leaf: Leaf, fieldname: str) -> Iterator[Counts]:
        """Yield the occurrences of each term."""
        check()
        for term in (*self.terms, *self.related):
            if hits := leaf.postings(fieldname, term.text):
                yield *hits.numbers(), term.weight


class PlacedQuery(ArchiveQuery):
    """Documents whose field holds terms at certain places."""

    node: plan.Sequence | plan.NearSpans

    def occurrences(self, leaf: Leaf, fieldname: str, among: set[int] | None) -> Places:
        """Return where in the documents, of `among` only if given, the terms stand as asked; ascending, one place for
        each occurrence."""
        raise NotImplementedError

    def typed(self) -> Span:
        """Return the slots whose rarity weighs an occurrence."""
        raise NotImplementedError

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        return set(self._counts(leaf, self.node.field, among)[0].tolist())

    def score(self, leaf: Leaf, ranking: Ranking, wanted: set[int], scores: Scores) -> None:
        weight = sum(ranking.rarity(self.node.field, (term.text for term in slot)) for slot in self.typed())
        counts = {name: [self._counts(leaf, name, wanted)] for name in scored(self.node.field)}
        ranking.add(scores, leaf, weight, counts)

    def _counts(self, leaf: Leaf, fieldname: str, among: set[int] | None) -> Counts:
        """Return the number of occurrences by document. What another search of the same question counted is not
        counted again; documents outside `among` may then be in it."""
        key = "counts", leaf.name, fieldname, self.node
        known: tuple[set[int] | None, Counts] | None = shared().get(key)
        if known and (known[0] is None or (among is not None and among <= known[0])):
            return known[1]
        docs, numbers = tallied(self.occurrences(leaf, fieldname, among) >> POSITION_BITS)
        shared()[key] = among, (docs, numbers, 1.0)
        return docs, numbers, 1.0


class SequenceQuery(PlacedQuery):
    """Documents whose field holds one term of each slot, side by side and in order."""

    def __init__(self, node: plan.Sequence) -> None:
        self.node = node
        self.slots = node.slots

    def bound(self, leaf: Leaf) -> int:
        return span_bound(leaf, self.node.field, self.slots)

    def typed(self) -> Span:
        return self.slots

    def occurrences(self, leaf: Leaf, fieldname: str, among: set[int] | None) -> Places:
        return starts(leaf, fieldname, self.slots, mask(leaf, among))


class NearQuery(PlacedQuery):
    """Documents whose field holds a span of each side, at most `distance` positions apart, in either order. An
    occurrence is a span of the left side that has one of the right side near."""

    def __init__(self, node: plan.NearSpans) -> None:
        self.node = node
        self.sides, self.distance = (node.left, node.right), node.distance

    def bound(self, leaf: Leaf) -> int:
        return min(sum(span_bound(leaf, self.node.field, span) for span in side) for side in self.sides)

    def typed(self) -> Span:
        return tuple(slot for side in self.sides for slot in side[0])

    def occurrences(self, leaf: Leaf, fieldname: str, among: set[int] | None) -> Places:
        """Merge the sorted starts and ends of both sides, so that no pair of places is formed."""
        meant = mask(leaf, among)
        first, second = sorted(
            (False, True), key=lambda n: sum(span_bound(leaf, fieldname, span) for span in self.sides[n])
        )
        found: dict[bool, dict[int, Places]] = {first: self._places(leaf, fieldname, first, meant)}
        found[second] = self._places(leaf, fieldname, second, mask_of(leaf, found[first].values()))
        left, right = found[False], found[True]
        if not left or not right:
            return NOWHERE
        begins = joined(right.values())
        ends = joined(places + length - 1 for length, places in right.items())
        near = []
        for length, places in left.items():
            check()
            last = places + length - 1
            following = at(begins, np.searchsorted(begins, last, "right"))
            before = at(ends, np.searchsorted(ends, places, "left") - 1)
            near.append(places[(following - last <= self.distance) | (abs(places - before) <= self.distance)])
        return np.sort(np.concatenate(near))

    def _places(self, leaf: Leaf, fieldname: str, number: bool, among: Mask | None) -> dict[int, Places]:
        """Return where the spans of one side begin, by the length of the span."""
        places: dict[int, list[Places]] = {}
        for span in self.sides[number]:
            places.setdefault(len(span), []).append(starts(leaf, fieldname, span, among))
        whole = {length: joined(found) for length, found in places.items()}
        return {length: found for length, found in whole.items() if len(found)}


class BothQuery(ArchiveQuery):
    """Documents that match every part. A part that a question repeats is looked for once, and counts as often in the
    score."""

    def __init__(self, parts: Iterable[tuple[ArchiveQuery, int]]) -> None:
        """Each part comes with how often the question has it."""
        self.times = list(parts)
        self.parts = [part for part, _ in self.times]

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        """Ask the rarest part first, and stop when nothing can be left."""
        for part in sorted(self.parts, key=lambda part: part.bound(leaf)):
            among = part.docs(leaf, among)
            if not among:
                break
        return among or set()

    def bound(self, leaf: Leaf) -> int:
        return min(part.bound(leaf) for part in self.parts)

    def score(self, leaf: Leaf, ranking: Ranking, wanted: set[int], scores: Scores) -> None:
        for part, times in self.times:
            if times == 1:
                part.score(leaf, ranking, wanted, scores)
            else:
                once = np.zeros_like(scores)
                part.score(leaf, ranking, wanted, once)
                scores += times * once


class EitherQuery(BothQuery):
    """Documents that match at least one part."""

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        return set().union(*(part.docs(leaf, among) for part in self.parts))

    def bound(self, leaf: Leaf) -> int:
        return sum(part.bound(leaf) for part in self.parts)


class ButNotQuery(ArchiveQuery):
    """Documents that match `kept` and do not match `dropped`."""

    def __init__(self, kept: ArchiveQuery, dropped: ArchiveQuery) -> None:
        self.kept, self.dropped = kept, dropped

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        kept = self.kept.docs(leaf, among)
        return kept - self.dropped.docs(leaf, kept) if kept else kept

    def bound(self, leaf: Leaf) -> int:
        return self.kept.bound(leaf)

    def score(self, leaf: Leaf, ranking: Ranking, wanted: set[int], scores: Scores) -> None:
        self.kept.score(leaf, ranking, wanted, scores)


class RecordQuery(ArchiveQuery):
    """Documents that carry one of these records; without a score."""

    def __init__(self, kind: str, ids: Iterable[int]) -> None:
        self._terms = AnyTermQuery(kind, tuple(Term(str(pk)) for pk in ids))

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        return self._terms.matching(leaf, among)

    def bound(self, leaf: Leaf) -> int:
        return self._terms.bound(leaf)


class ArticleIdsQuery(ArchiveQuery):
    """The documents of these articles; gives no score."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = frozenset(ids)

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        return leaf.articles(self.ids)


class DaysQuery(ArchiveQuery):
    """Documents published between two days, both included; never undated ones. Without a score."""

    def __init__(self, first: date | None, last: date | None) -> None:
        self.first = first.toordinal() if first else 1
        self.last = last.toordinal() if last else date.max.toordinal()

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        return leaf.published(self.first, self.last)


class BeyondQuery(ArchiveQuery):
    """Documents that come after a sort key in time (keyset pagination). Without a score."""

    def __init__(self, newest: bool, dated: bool, order: int, article: int) -> None:
        self.newest = newest
        self.place = in_time(newest, dated, order, article)

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        everything = range(leaf.size)
        places = leaf.in_time(self.newest, everything)
        return {doc for doc, place in zip(everything, places, strict=True) if place < self.place}


class SampleQuery(ArchiveQuery):
    """Documents in the first `below` of the parts that `sample_of` makes of the archive. Without a score."""

    def __init__(self, below: int) -> None:
        self.below = below

    def matching(self, leaf: Leaf, among: set[int] | None) -> set[int]:
        return {doc for doc, sample in enumerate(leaf.samples) if sample < self.below}


def span_bound(leaf: Leaf, fieldname: str, span: Span) -> int:
    """Return a number that is not lower than the number of documents that hold the span."""
    return min(slot_bound(leaf, fieldname, slot) for slot in span)


def slot_bound(leaf: Leaf, fieldname: str, slot: tuple[Term, ...]) -> int:
    """Return a number that is not lower than the number of documents that hold a term of the slot. It is found once for
    all searches of a question."""
    key = "bound", leaf.name, fieldname, slot
    bound: int | None = shared().get(key)
    if bound is None:
        bound = shared()[key] = sum(leaf.count(fieldname, term.text) for term in slot)
    return bound


def starts(leaf: Leaf, fieldname: str, span: Span, among: Mask | None) -> Places:
    """Return the places at which the span begins, the rarest slot looked up first."""
    rarest = sorted(enumerate(span), key=lambda slot: slot_bound(leaf, fieldname, slot[1]))
    found: Places | None = None
    for offset, slot in rarest:
        here = slot_places(leaf, fieldname, slot, among) - offset
        if not len(here):
            return NOWHERE
        found = here if found is None else found[at(here, np.searchsorted(here, found)) == found]
        if len(span) > 1:
            among = mask_of(leaf, [found])
    return NOWHERE if found is None else found


def slot_places(leaf: Leaf, fieldname: str, slot: tuple[Term, ...], among: Mask | None) -> Places:
    """Return the places of any term of a slot. Those of a slot that stands in several parts of a question are read
    once."""
    key = "places", leaf.name, fieldname, slot
    whole: Places | None = shared().get(key)
    if whole is None:
        if among is not None and np.count_nonzero(among) * FEW < leaf.size:
            return read_places(leaf, fieldname, slot, among)
        whole = shared()[key] = read_places(leaf, fieldname, slot, None)
    return whole if among is None else whole[among[whole >> POSITION_BITS]]


def read_places(leaf: Leaf, fieldname: str, slot: tuple[Term, ...], among: Mask | None) -> Places:
    """Return the places of any term of a slot, read from the postings."""
    check()
    found = []
    for term in slot:
        if postings := leaf.postings(fieldname, term.text):
            found.append(postings.places(among))
    return joined(found)


def joined(found: Iterable[Places]) -> Places:
    """Return the places of several arrays in one, ascending, each once."""
    arrays = [places for places in found if len(places)]
    if len(arrays) < 2:
        return arrays[0] if arrays else NOWHERE
    places = np.concatenate(arrays)
    places.sort()  # np.unique would hash them first, which takes several times as long
    return places[np.flatnonzero(np.diff(places, prepend=-FAR))]


def tallied(ascending: Places) -> tuple[Places, Places]:
    """Return the different numbers of an ascending array, and how often each stands in it."""
    firsts = np.flatnonzero(np.diff(ascending, prepend=-FAR))
    return ascending[firsts], np.diff(firsts, append=len(ascending))


def at(places: Places, indexes: NDArray[np.intp]) -> Places:
    """Return the places at these indexes, of which there is one at least; FAR for an index outside."""
    outside = (indexes < 0) | (indexes >= len(places))
    return np.where(outside, FAR, places[np.where(outside, 0, indexes)])


def mask(leaf: Leaf, docs: set[int] | None) -> Mask | None:
    """Return a set of documents as a mask."""
    if docs is None:
        return None
    found = np.zeros(leaf.size, np.bool_)
    found[np.fromiter(docs, np.int64, len(docs))] = True
    return found


def mask_of(leaf: Leaf, found: Iterable[Places]) -> Mask:
    """Return the documents of these places."""
    docs = np.zeros(leaf.size, np.bool_)
    for places in found:
        docs[places >> POSITION_BITS] = True
    return docs


def scored(fieldname: str) -> tuple[str, ...]:
    """Return the fields whose occurrences count when a word is searched in `fieldname`."""
    return ("text", "headline") if fieldname == "text" else (fieldname,)
