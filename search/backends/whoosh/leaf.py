"""Read a segment: its terms and columns are in memory, its postings are read as they are asked for."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from struct import Struct
from typing import Any

from marisa_trie import Trie

from search.backends.base import sample_of
from search.backends.whoosh.codec import DOCS, POSTS, TERMS
from search.backends.whoosh.postings import FileSlices, Postings

# Number of terms whose decoded postings a segment caches.
KEPT_POSTINGS = 128

_NUMBER = Struct("=Q")

Ids = tuple[int, ...]
# The sort key of a hit, highest first. The last number is the article's id (negative if the order is reversed).
Ranked = tuple[float, int, int]
# The facet values of a day.
PERIODS: dict[str, Callable[[date], int]] = {
    "year": lambda day: day.year,
    "month": lambda day: 100 * day.year + day.month,
}


class Leaf:
    """One segment. Its files never change, but the set of its deleted documents does, so `deleted` can be replaced."""

    def __init__(self, storage: Any, segment: Any) -> None:
        """Open the files of `segment`. The errors of a missing or damaged file are not caught."""
        self.name: str = segment.segment_id()
        folder = Path(storage.folder)
        with segment.open_file(storage, DOCS) as file:
            self.columns: dict[str, array[int]] = file.read_pickle()
        self.size: int = segment.doc_count_all()
        self._trie = Trie().load(str(folder / segment.make_filename(TERMS)))
        self._posts = FileSlices(folder / segment.make_filename(POSTS))
        self.postings = lru_cache(KEPT_POSTINGS)(self._postings)
        self._records: dict[str, list[Ids]] = {}
        self.deleted: frozenset[int] = frozenset(segment.deleted_docs())

    def now(self, segment: Any) -> "Leaf":
        """Return a copy of this segment with the documents that are deleted now."""
        other = copy(self)
        other.deleted = frozenset(segment.deleted_docs())
        return other

    def _postings(self, fieldname: str, term: str) -> Postings | None:
        number = self._trie.get(f"{fieldname}\t{term}")
        return None if number is None else Postings(self._posts, self._start(number))

    def _start(self, number: int) -> int:
        """Return where the postings of a key of the trie begin. The table of these follows the number of keys."""
        at = _NUMBER.size * (1 + number)
        return int(_NUMBER.unpack(self._posts[at : at + _NUMBER.size])[0])

    def count(self, fieldname: str, term: str) -> int:
        """Return how many documents hold the term, with deleted ones; reads no postings."""
        number = self._trie.get(f"{fieldname}\t{term}")
        return 0 if number is None else Postings.count(self._posts, self._start(number))

    def frequency(self, fieldname: str, term: str) -> int:
        """Return how many documents hold the term, without deleted ones."""
        number = self._trie.get(f"{fieldname}\t{term}")
        if number is None or not self.deleted:
            return self.count(fieldname, term)
        return len(set(Postings(self._posts, self._start(number)).docs) - self.deleted)

    def terms(self, fieldname: str) -> list[str]:
        """Return every term of a field."""
        return [key.partition("\t")[2] for key in self._trie.keys(f"{fieldname}\t")]

    def column(self, name: str) -> "array[int]":
        """Return one number for each document; all 0 if the segment has no such column."""
        return self.columns.get(name) or array("q", bytes(8 * self.size))

    def records(self, kind: str) -> list[Ids]:
        """Return for each document the ids of its records of a kind, or its year or month."""
        if kind not in self._records:
            self._records[kind] = self._periods(PERIODS[kind]) if kind in PERIODS else self._gathered(kind)
        return self._records[kind]

    def published(self, first: int, last: int) -> set[int]:
        """Return the documents with a day from `first` to `last`, both ordinals. Undated documents (day 0) are never
        included."""
        days, docs = self._by_day
        return set(docs[bisect_left(days, max(first, 1)) : bisect_right(days, last)])

    def articles(self, ids: Iterable[int]) -> set[int]:
        """Return the documents of the articles with these ids, deleted ones too."""
        known, docs = self._by_article
        places = ((bisect_left(known, pk), bisect_right(known, pk)) for pk in ids)
        return {doc for first, end in places for doc in docs[first:end]}

    def in_time(self, newest: bool, docs: Iterable[int]) -> Iterator[Ranked]:
        """Yield the sort key in time of each of the documents."""
        days, orders, articles = self.column("day"), self.column("order"), self.column("article")
        return (in_time(newest, days[doc] > 0, orders[doc], articles[doc]) for doc in docs)

    @cached_property
    def samples(self) -> bytes:
        """The part of the archive (see `sample_of`) that each document belongs to."""
        return bytes(map(sample_of, self.column("article")))

    @cached_property
    def _by_day(self) -> "tuple[array[int], array[int]]":
        """The days in ascending order, and the documents in the same order."""
        return self._sorted("day")

    @cached_property
    def _by_article(self) -> "tuple[array[int], array[int]]":
        """The ids of the articles in ascending order, and the documents in the same order."""
        return self._sorted("article")

    def _sorted(self, name: str) -> "tuple[array[int], array[int]]":
        """Return the values of a column in ascending order, and the documents in the same order."""
        column = self.column(name)
        docs = array("I", sorted(range(self.size), key=column.__getitem__))
        return array("q", map(column.__getitem__, docs)), docs

    def _gathered(self, kind: str) -> list[Ids]:
        found: list[Ids] = [()] * self.size
        known: dict[Ids, Ids] = {}
        for term in self.terms(kind):
            postings = self.postings(kind, term)
            for doc in postings.docs if postings else ():
                ids = (*found[doc], int(term))
                found[doc] = known.setdefault(ids, ids)
        return found

    def _periods(self, period: Callable[[date], int]) -> list[Ids]:
        periods = {day: (period(date.fromordinal(day)),) if day else () for day in set(self.column("day"))}
        return [periods[day] for day in self.column("day")]

    def all_postings(self) -> Iterator[tuple[str, str, Postings]]:
        """Yield every field and term with its postings."""
        for key, number in self._trie.items():
            fieldname, _, term = key.partition("\t")
            yield fieldname, term, Postings(self._posts, self._start(number))


def in_time(newest: bool, dated: bool, order: int, article: int) -> Ranked:
    """Return the sort key of a document in time, highest first; undated documents come last in both directions."""
    return (float(dated), order, article) if newest else (float(dated), -order, -article)
