"""Open a tantivy index, in the state of its last commit."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from tantivy import Index, Searcher

from search.backends.base import BuiltWith
from search.backends.generations import built_with
from search.backends.readers import Readers
from search.backends.tantivy.rarity import Rarity
from search.backends.tantivy.schema import FORMAT, schema

META = "meta.json"


@dataclass(frozen=True, slots=True)
class Generation:
    """An open index: its folder, what it was built with, a searcher of the last commit, the rarity of its terms, and
    whether it still holds deleted articles."""

    folder: Path
    built_with: BuiltWith
    searcher: Searcher
    rarity: Rarity
    has_deleted: bool
    stamp: tuple[int, int]

    def is_current(self) -> bool:
        return self.stamp == _stamp(self.folder)


def _stamp(folder: Path) -> tuple[int, int]:
    """Return a value that changes with each commit."""
    try:
        status = os.stat(folder / META)
    except OSError:
        return 0, 0
    return status.st_ino, status.st_mtime_ns


def _opened(folder: Path, known: Generation | None) -> Generation:
    stamp = _stamp(folder)
    built = built_with(folder, FORMAT)
    # Read this first: tantivy would take a folder without this file for a new index.
    segments = json.loads((folder / META).read_text(encoding="utf-8"))["segments"]
    index = Index(schema(), str(folder), reuse=True)
    index.reload()
    has_deleted = any(segment["deletes"] for segment in segments)
    searcher = index.searcher()
    return Generation(folder, built, searcher, Rarity(searcher), has_deleted, stamp)


readers = Readers(_opened)
