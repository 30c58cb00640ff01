"""A segment as it is read: its files mapped into memory, its columns and records ready to be counted."""

import mmap
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from marisa_trie import Trie

from search.backends.base import sample_of
from search.backends.whoosh.codec import DOCS, POSTS, TERMS
from search.backends.whoosh.postings import Postings

# Terms whose postings a segment keeps decoded.
KEPT_POSTINGS = 128

Ids = tuple[int, ...]
# What hits are ordered by, highest first, and the article's id last (below zero where the order is turned round).
Ranked = tuple[float, int, int]
# What a day is counted under.
PERIODS: dict[str, Callable[[date], int]] = {
    "year": lambda day: day.year,
    "month": lambda day: 100 * day.year + day.month,
}


class Leaf:
    """One segment. The files never change; which of its documents are deleted does, so `deleted` is set apart."""

    def __init__(self, storage: Any, segment: Any) -> None:
        """Open the files of `segment`. Raises whatever a missing or broken file does."""
        self.name: str = segment.segment_id()
        folder = Path(storage.folder)
        with segment.open_file(storage, DOCS) as file:
            self.columns: dict[str, array[int]] = file.read_pickle()
        self.size: int = segment.doc_count_all()
        self._trie = Trie().mmap(str(folder / segment.make_filename(TERMS)))
        with (folder / segment.make_filename(POSTS)).open("rb") as file:
            self._posts = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        count = self._posts[:8].cast("Q")[0]
        self._starts = self._posts[8 : 8 + 8 * count].cast("Q")
        self.postings = lru_cache(KEPT_POSTINGS)(self._postings)
        self._records: dict[str, list[Ids]] = {}
        self.deleted: frozenset[int] = frozenset(segment.deleted_docs())

    def now(self, segment: Any) -> "Leaf":
        """Return this segment with what is deleted in it now."""
        other = copy(self)
        other.deleted = frozenset(segment.deleted_docs())
        return other

    def _postings(self, fieldname: str, term: str) -> Postings | None:
        number = self._trie.get(f"{fieldname}\t{term}")
        return None if number is None else Postings(self._posts, self._starts[number])

    def frequency(self, fieldname: str, term: str) -> int:
        """How many documents hold the term."""
        number = self._trie.get(f"{fieldname}\t{term}")
        if number is None:
            return 0
        if not self.deleted:
            return Postings.count(self._posts, self._starts[number])
        return len(set(Postings(self._posts, self._starts[number]).docs) - self.deleted)

    def terms(self, fieldname: str) -> list[str]:
        """Every term of a field."""
        return [key.partition("\t")[2] for key in self._trie.keys(f"{fieldname}\t")]

    def column(self, name: str) -> "array[int]":
        """A number for each document."""
        return self.columns.get(name) or array("q", bytes(8 * self.size))

    def records(self, kind: str) -> list[Ids]:
        """The ids of the records of a kind, or the years or months, for each document."""
        if kind not in self._records:
            self._records[kind] = self._periods(PERIODS[kind]) if kind in PERIODS else self._gathered(kind)
        return self._records[kind]

    def published(self, first: int, last: int) -> set[int]:
        """The documents of the days from `first` to `last`; of the undated, whose day is 0, none."""
        days, docs = self._by_day
        return set(docs[bisect_left(days, max(first, 1)) : bisect_right(days, last)])

    def in_time(self, newest: bool, docs: Iterable[int]) -> Iterator[Ranked]:
        """What documents are ordered by where the order is that of time."""
        days, orders, articles = self.column("day"), self.column("order"), self.column("article")
        return (in_time(newest, days[doc] > 0, orders[doc], articles[doc]) for doc in docs)

    @cached_property
    def samples(self) -> bytes:
        """Which part of the archive each document is of."""
        return bytes(map(sample_of, self.column("article")))

    @cached_property
    def _by_day(self) -> "tuple[array[int], array[int]]":
        """The days in order, and the documents in the order of their days."""
        column = self.column("day")
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
        """Every field and term with its postings."""
        for key, number in self._trie.items():
            fieldname, _, term = key.partition("\t")
            yield fieldname, term, Postings(self._posts, self._starts[number])


def in_time(newest: bool, dated: bool, order: int, article: int) -> Ranked:
    """Where a document stands in the order of time, the highest first: the undated last whichever way it runs."""
    return (float(dated), order, article) if newest else (float(dated), -order, -article)
