"""Open a Whoosh index, in the state of its last commit."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError

from search.backends.base import BuiltWith
from search.backends.generations import built_with
from search.backends.readers import Readers
from search.backends.whoosh.leaf import Leaf
from search.backends.whoosh.schema import FORMAT, TEXTS

INDEX_NAME = "MAIN"


class Snapshot:
    """The segments of one table of contents (TOC), and the statistics over all of them."""

    def __init__(self, folder: Path, built: BuiltWith, toc: TOC, leaves: tuple[Leaf, ...]) -> None:
        self.folder, self.built_with = folder, built
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
        """Return whether the TOC that this was read from is still there, and the next one is not."""
        here, next_one = (
            os.path.exists(self.folder / f"_{INDEX_NAME}_{number}.toc")
            for number in (self.generation, self.generation + 1)
        )
        return here and not next_one


def _opened(folder: Path, known: Snapshot | None) -> Snapshot:
    storage, built = FileStorage(str(folder)), built_with(folder, FORMAT)
    try:
        toc = TOC.read(storage, INDEX_NAME)
    except EmptyIndexError as error:
        raise FileNotFoundError(str(error)) from error
    return Snapshot(folder, built, toc, _leaves(storage, toc, known))


def _leaves(storage: FileStorage, toc: Any, known: Snapshot | None) -> tuple[Leaf, ...]:
    opened = {leaf.name: leaf for leaf in known.leaves} if known else {}
    return tuple(
        opened[segment.segment_id()].now(segment) if segment.segment_id() in opened else Leaf(storage, segment)
        for segment in toc.segments
    )


readers = Readers(_opened)
