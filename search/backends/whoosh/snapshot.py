"""The index at one moment: one a process, refreshed when a writer has committed."""

import os
import threading
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError

from search.backends.base import IndexAbsent, IndexBroken, SearchUnavailable
from search.backends.whoosh.leaf import Leaf
from search.backends.whoosh.schema import TEXTS, schema

INDEX_NAME = "MAIN"
FIELDS = set(schema("", "").names())
# A writer may remove a segment between our reading the table of contents and opening it.
ATTEMPTS = 5


class Snapshot:
    """The segments of one generation, and what holds for all of them together."""

    def __init__(self, toc: TOC, leaves: tuple[Leaf, ...]) -> None:
        self.generation: int = toc.generation
        self.lexicon: str = toc.schema["text"].lexicon
        self.time_zone: str = toc.schema["text"].time_zone
        self.leaves = leaves
        self.size = sum(leaf.size - len(leaf.deleted) for leaf in leaves)
        self.average = {name: self._average(name) for name in TEXTS}
        self.frequency = lru_cache(4096)(self._frequency)

    def _frequency(self, fieldname: str, term: str) -> int:
        return sum(leaf.frequency(fieldname, term) for leaf in self.leaves)

    def _average(self, fieldname: str) -> float:
        lengths = [length for leaf in self.leaves for length in leaf.column(fieldname)]
        return sum(lengths) / len(lengths) if any(lengths) else 1.0

    @property
    def files(self) -> tuple[str, str]:
        """The table of contents this was read from, and the one that will follow it."""
        return f"_{INDEX_NAME}_{self.generation}.toc", f"_{INDEX_NAME}_{self.generation + 1}.toc"


_lock = threading.Lock()
_current: dict[str, tuple[tuple[int, int], Snapshot]] = {}


def current(path: str) -> Snapshot:
    """Return the index at `path` as last committed. Raises SearchUnavailable where there is none or it is broken."""
    if (known := _still_current(path)) is not None:
        return known
    with _lock:
        if (known := _still_current(path)) is None:
            known = _open(FileStorage(path), _current[path][1] if path in _current else None)
            _current[path] = _stamp(path, known), known
    return known


def _still_current(path: str) -> Snapshot | None:
    stamp, known = _current.get(path, (None, None))
    if known is None or os.path.exists(os.path.join(path, known.files[1])) or _stamp(path, known) != stamp:
        return None
    return known


def _stamp(path: str, snapshot: Snapshot) -> tuple[int, int]:
    """What tells this table of contents from that of an index made anew that has come to the same number."""
    try:
        status = os.stat(os.path.join(path, snapshot.files[0]))
    except FileNotFoundError:
        return 0, 0
    return status.st_ino, status.st_mtime_ns


def _open(storage: FileStorage, known: Snapshot | None) -> Snapshot:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            toc = TOC.read(storage, INDEX_NAME)
            if set(toc.schema.names()) != FIELDS:
                raise ValueError("it was made by another version of the archive")
            return Snapshot(toc, _leaves(storage, toc, known))
        except EmptyIndexError as error:
            raise IndexAbsent(_("There is no index yet: manage.py update_index makes it.")) from error
        except PermissionError as error:
            raise SearchUnavailable(_("The index may not be read: %(error)s") % {"error": error}) from error
        except FileNotFoundError as error:
            if attempt == ATTEMPTS:
                raise broken(error) from error
        except Exception as error:
            raise broken(error) from error
    raise AssertionError


def broken(error: Exception) -> IndexBroken:
    """What to raise for whatever a file that is gone or spoiled has raised."""
    return IndexBroken(_("The index is broken, manage.py rebuild_index makes it anew: %(error)s") % {"error": error})


def _leaves(storage: FileStorage, toc: Any, known: Snapshot | None) -> tuple[Leaf, ...]:
    opened = {leaf.name: leaf for leaf in known.leaves} if known else {}
    return tuple(
        opened[segment.segment_id()].now(segment) if segment.segment_id() in opened else Leaf(storage, segment)
        for segment in toc.segments
    )
