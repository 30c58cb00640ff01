"""A segment as it is read: its files mapped into memory, its columns and records ready to be counted."""

import mmap
from array import array
from collections.abc import Iterator
from copy import copy
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from marisa_trie import Trie

from search.backends.whoosh.codec import DOCS, POSTS, TERMS
from search.backends.whoosh.postings import Postings

# Terms whose postings a segment keeps decoded.
KEPT_POSTINGS = 128

Ids = tuple[int, ...]


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
        """The ids of the records of a kind, or the years, for each document."""
        if kind not in self._records:
            self._records[kind] = self._years() if kind == "year" else self._gathered(kind)
        return self._records[kind]

    def _gathered(self, kind: str) -> list[Ids]:
        found: list[Ids] = [()] * self.size
        known: dict[Ids, Ids] = {}
        for term in self.terms(kind):
            postings = self.postings(kind, term)
            for doc in postings.docs if postings else ():
                ids = (*found[doc], int(term))
                found[doc] = known.setdefault(ids, ids)
        return found

    def _years(self) -> list[Ids]:
        years = {day: (date.fromordinal(day).year,) if day else () for day in set(self.column("day"))}
        return [years[day] for day in self.column("day")]

    def all_postings(self) -> Iterator[tuple[str, str, Postings]]:
        """Every field and term with its postings."""
        for key, number in self._trie.items():
            fieldname, _, term = key.partition("\t")
            yield fieldname, term, Postings(self._posts, self._starts[number])
