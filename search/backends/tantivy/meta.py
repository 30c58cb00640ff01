"""Read meta.json, in which tantivy keeps its list of segments without a checksum, and compare it with their files.

A segment's files end with checksums (see search.backends.checksums). What meta.json says of a segment beside its name,
the numbers of its documents and of the deleted ones, stands in these files too. The layout is that of tantivy 0.27:
`.fieldnorm` holds a byte for each document in each text field, then a directory and its length
(src/directory/composite_file.rs); `.<opstamp>.del` holds the number of documents and a bit for each that is not deleted
(src/fastfield/alive_bitset.rs).
"""

import json
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from uuid import UUID

from arabic.sealed import DamagedError, Stamp, stamp
from search.backends.checksums import content
from search.backends.tantivy.schema import TEXTS

META, MANAGED = "meta.json", ".managed.json"
LOCKS = ".tantivy-meta.lock", ".tantivy-writer.lock"
_ENDINGS = "fast", "fieldnorm", "idx", "pos", "store", "term"
_LENGTH = Struct("<I")
_PARTS = {"index_settings", "opstamp", "schema", "segments"}


class ListedSegment(NamedTuple):
    """A segment as meta.json has it: its name in the names of its files, its documents, how many of them are deleted,
    and the number in the name of the file that says which ("" if there is none)."""

    name: str
    documents: int
    deleted: int
    deletion: str

    @property
    def files(self) -> list[str]:
        """The names of its files."""
        files = [f"{self.name}.{ending}" for ending in _ENDINGS]
        return [*files, f"{self.name}.{self.deletion}.del"] if self.deletion else files


def segments(folder: Path) -> list[ListedSegment]:
    """Return the segments of the last commit. Raise DamagedError if meta.json is not as tantivy writes it or says
    something else than the files do, and OSError."""
    path = folder / META
    try:
        meta = json.loads(path.read_bytes())
        found = [_segment(**segment) for segment in meta["segments"]]
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise DamagedError(path) from error
    if set(meta) - {"payload"} != _PARTS or not all(_is_so(folder, segment) for segment in found):
        raise DamagedError(path)
    return found


def manages(folder: Path, names: frozenset[str]) -> bool:
    """Return whether tantivy's list of its files, which it reads to write, is whole and names these."""
    try:
        return names <= _managed(folder / MANAGED, stamp(folder / MANAGED))
    except (OSError, TypeError, ValueError):
        return False


@lru_cache(maxsize=8)
def _managed(path: Path, known: Stamp) -> frozenset[str]:
    return frozenset(json.loads(path.read_bytes()))


def _segment(segment_id: str, max_doc: int, deletes: dict[str, int] | None) -> ListedSegment:
    name = UUID(segment_id).hex
    if deletes is None:
        return ListedSegment(name, max_doc, 0, "")
    deleted, deletion = deletes["num_deleted_docs"], deletes["opstamp"]
    if len(deletes) != 2:
        raise ValueError(deletes)
    return ListedSegment(name, max_doc, deleted, str(deletion))


def _is_so(folder: Path, segment: ListedSegment) -> bool:
    """Return whether a segment's files tell of as many documents. Raise DamagedError or OSError."""
    norms = content(str(folder / f"{segment.name}.fieldnorm"))
    directory = _LENGTH.unpack(norms[-_LENGTH.size :])[0]
    if len(norms) - _LENGTH.size - directory != len(TEXTS) * segment.documents:
        return False
    if not segment.deletion:
        return True
    alive = content(str(folder / f"{segment.name}.{segment.deletion}.del"))
    kept = int.from_bytes(alive[_LENGTH.size :]).bit_count()
    documents: int = _LENGTH.unpack(alive[: _LENGTH.size])[0]
    return documents == segment.documents == kept + segment.deleted
