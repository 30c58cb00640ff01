"""A tantivy index as it was last committed."""

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
    """An index's folder, what it was built with, what answers as it was last committed, how rare its terms are, and
    whether deleted articles still lie in it."""

    folder: Path
    built_with: BuiltWith
    searcher: Searcher
    rarity: Rarity
    has_deleted: bool
    stamp: tuple[int, int]

    def is_current(self) -> bool:
        return self.stamp == _stamp(self.folder)


def _stamp(folder: Path) -> tuple[int, int]:
    """What changes with a commit."""
    try:
        status = os.stat(folder / META)
    except OSError:
        return 0, 0
    return status.st_ino, status.st_mtime_ns


def _opened(folder: Path, known: Generation | None) -> Generation:
    stamp = _stamp(folder)
    built = built_with(folder, FORMAT)
    # Read first: tantivy would take a folder that has lost this file for a new index.
    segments = json.loads((folder / META).read_text(encoding="utf-8"))["segments"]
    index = Index(schema(), str(folder), reuse=True)
    index.reload()
    has_deleted = any(segment["deletes"] for segment in segments)
    searcher = index.searcher()
    return Generation(folder, built, searcher, Rarity(searcher), has_deleted, stamp)


readers = Readers(_opened)
