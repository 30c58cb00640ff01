"""Open a Whoosh index, in the state of its last commit."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from whoosh.index import TOC

from search.backends.base import BuiltWith
from search.backends.checksums import CheckedFiles, check
from search.backends.generations import BUILT_WITH, built_with
from search.backends.readers import Readers
from search.backends.whoosh.codec import DOCS, POSTS, TERMS
from search.backends.whoosh.leaf import Leaf
from search.backends.whoosh.schema import FORMAT, TEXTS
from search.backends.whoosh.storage import CheckedStorage

INDEX_NAME = "MAIN"


class Snapshot:
    """The segments of one table of contents (TOC), and the statistics over all of them."""

    def __init__(self, folder: Path, built: BuiltWith, toc: TOC, leaves: tuple[Leaf, ...], files: CheckedFiles) -> None:
        self.folder, self.built_with, self.files = folder, built, files
        self.generation: int = toc.generation
        self.leaves = leaves
        self.size = sum(leaf.size - len(leaf.deleted) for leaf in leaves)
        self.average: dict[str, float] = {name: self._average(name) for name in TEXTS}
        self.frequency = lru_cache(4096)(self._frequency)

    def _frequency(self, fieldname: str, term: str) -> int:
        return sum(leaf.frequency(fieldname, term) for leaf in self.leaves)

    def _average(self, fieldname: str) -> float:
        columns = [(leaf.column(fieldname), leaf.deleted) for leaf in self.leaves]
        whole = sum(sum(column) - sum(column[doc] for doc in deleted) for column, deleted in columns)
        return whole / self.size if whole else 1.0

    def is_current(self) -> bool:
        """Return whether all files are still there as they were read, and the next TOC is not."""
        return not os.path.exists(_toc(self.folder, self.generation + 1)) and self.files.are_unchanged()


def _toc(folder: Path, generation: int) -> str:
    return os.path.join(folder, f"_{INDEX_NAME}_{generation}.toc")


def _opened(folder: Path, known: Snapshot | None) -> Snapshot:
    storage, built = CheckedStorage(str(folder)), built_with(folder, FORMAT)
    latest = TOC._latest_generation(storage, INDEX_NAME)
    check(_toc(folder, latest))  # before it is unpickled
    toc = TOC.read(storage, INDEX_NAME, gen=latest)
    parts = (segment.make_filename(ending) for segment in toc.segments for ending in (TERMS, POSTS, DOCS))
    files = CheckedFiles(
        [_toc(folder, latest), *map(storage.path, parts)],
        others=[storage.path(BUILT_WITH)],
        locks=[storage.path(f"{INDEX_NAME}_WRITELOCK")],
    )
    return Snapshot(folder, built, toc, _leaves(storage, toc, known), files)


def _leaves(storage: CheckedStorage, toc: Any, known: Snapshot | None) -> tuple[Leaf, ...]:
    opened = {leaf.name: leaf for leaf in known.leaves} if known else {}
    return tuple(
        opened[segment.segment_id()].now(segment) if segment.segment_id() in opened else Leaf(storage, segment)
        for segment in toc.segments
    )


readers = Readers(_opened)
