"""Open a tantivy index, in the state of its last commit."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tantivy import Index, Searcher

from arabic.sealed import stamp
from search.backends.base import BuiltWith
from search.backends.checksums import CheckedFiles
from search.backends.generations import BUILT_WITH, built_with
from search.backends.readers import Readers
from search.backends.tantivy.meta import LOCKS, META, manages, segments
from search.backends.tantivy.rarity import Rarity
from search.backends.tantivy.schema import FORMAT, schema


@dataclass(frozen=True, slots=True)
class Generation:
    """An open index: its folder, what it was built with, a searcher of the last commit, the rarity of its terms, and
    whether it still holds deleted articles; its files, and the names of those that tantivy wrote."""

    folder: Path
    built_with: BuiltWith
    searcher: Searcher
    rarity: Rarity
    has_deleted: bool
    files: CheckedFiles
    names: frozenset[str]

    def is_current(self) -> bool:
        return self.files.are_unchanged() and manages(self.folder, self.names)


def _opened(folder: Path, known: Generation | None) -> Generation:
    path, built = partial(os.path.join, folder), built_with(folder, FORMAT)
    # Read them first: tantivy maps whatever it finds, and would take a folder without meta.json for a new index.
    began, held = stamp(path(META)), segments(folder)
    names = frozenset(name for segment in held for name in segment.files)
    files = CheckedFiles(map(path, names), others=map(path, (BUILT_WITH, META)), locks=map(path, LOCKS))
    index = Index(schema(), str(folder), reuse=True)
    # Else a thread of tantivy looks for commits, and maps files that nobody has checked. Where a map is cut short, the
    # process is killed.
    index.config_reader("Manual")
    index.reload()
    has_deleted = any(segment.deletion for segment in held)
    searcher = index.searcher()
    if stamp(path(META)) != began or not manages(folder, names):
        raise FileNotFoundError(path(META))  # a commit came between, and the next attempt succeeds; or one is damaged
    return Generation(folder, built, searcher, Rarity(searcher), has_deleted, files, names)


readers = Readers(_opened)
