"""The postings of one term: the documents that hold it, how often, and at which positions.

Whoosh's own codec spends about 25 microseconds for each posting on Python objects, pickles and zlib. Here the postings
of a term are three arrays, written unchanged in the narrowest machine integers that hold their values.
"""

import os
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import sub
from pathlib import Path
from struct import Struct
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from arabic.sealed import DamagedError

# Number of documents, and the item width of three arrays: gaps between documents, counts (0: all are 1), positions.
_HEADER = Struct("=IBBB")
_CODES = {1: "B", 2: "H", 4: "I"}
_DTYPES: dict[int, type[np.unsignedinteger[Any]]] = {1: np.uint8, 2: np.uint16, 4: np.uint32}

Places: TypeAlias = NDArray[np.int64]
"""Places in the texts of a segment: document number times 2 ** POSITION_BITS plus position."""
POSITION_BITS = 32
Mask: TypeAlias = NDArray[np.bool_]
"""For each document of a segment, whether it is meant."""


class Slices(Protocol):
    """Bytes that are read where they are sliced."""

    def __getitem__(self, part: slice) -> bytes | memoryview: ...


class FileSlices:
    """The bytes of a file. It is not mapped into memory: where a mapped file is cut short, its process is killed."""

    __slots__ = ("_file", "_path")

    def __init__(self, path: Path) -> None:
        self._path, self._file = path, path.open("rb", buffering=0)

    def __getitem__(self, part: slice) -> bytes:
        """Return the bytes from part.start to part.stop. Raise DamagedError if the file has not so many."""
        size = part.stop - part.start
        found = os.pread(self._file.fileno(), size, part.start)
        if len(found) != size:
            raise DamagedError(self._path)
        return found


class GrowingPostings:
    """Postings that are being collected, in the order of their documents: document numbers, counts and positions."""

    __slots__ = ("counts", "docs", "positions")

    def __init__(self) -> None:
        self.docs, self.counts, self.positions = array("I"), array("I"), array("I")

    def to_bytes(self) -> bytes:
        """Return the bytes that Postings reads."""
        docs, counts = self.docs, self.counts
        gaps = _narrowed([docs[0], *map(sub, docs[1:], docs)])
        times = array("B") if all(count == 1 for count in counts) else _narrowed(counts)
        positions = _narrowed(self.positions)
        header = _HEADER.pack(len(docs), gaps.itemsize, times.itemsize if times else 0, positions.itemsize)
        return b"".join((header, gaps.tobytes(), times.tobytes(), positions.tobytes()))


class Postings:
    """The postings of a term as a segment stores them; the positions are decoded only on demand."""

    __slots__ = ("_buffer", "_extent", "_width", "counts", "docs")

    def __init__(self, buffer: Slices, start: int) -> None:
        size, gap_width, count_width, self._width = _HEADER.unpack(buffer[start : start + _HEADER.size])
        start += _HEADER.size
        gaps, end = size * gap_width, start + size * (gap_width + count_width)
        numbers = bytes(buffer[start:end])
        self.docs = array("I", accumulate(array(_CODES[gap_width], numbers[:gaps])))
        counts = array(_CODES[count_width], numbers[gaps:]) if count_width else array("B", b"\1") * size
        self.counts: array[int] = counts
        self._buffer, self._extent = buffer, slice(end, end + sum(counts) * self._width)

    @staticmethod
    def count(buffer: Slices, start: int) -> int:
        """Return the number of documents; reads nothing else."""
        return int(_HEADER.unpack(buffer[start : start + _HEADER.size])[0])

    def numbers(self) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
        """Return the documents, and how often each holds the term."""
        return np.frombuffer(self.docs, np.uint32), np.frombuffer(self.counts, _DTYPES[self.counts.itemsize])

    def places(self, among: Mask | None = None) -> Places:
        """Return where the term stands, ascending; only in the documents of `among` if given."""
        numbers, counts = self.numbers()
        docs = numbers.astype(np.int64)
        positions = self._positions()
        if among is not None:
            kept = among[docs]
            positions = positions[np.repeat(kept, counts)]
            docs, counts = docs[kept], counts[kept]
        return (np.repeat(docs, counts) << POSITION_BITS) | positions

    def __iter__(self) -> Iterator[tuple[int, list[int]]]:
        """Yield every document with its positions."""
        positions = self._positions().tolist()
        end = 0
        for doc, count in zip(self.docs, self.counts, strict=True):
            start, end = end, end + count
            yield doc, positions[start:end]

    def _positions(self) -> NDArray[np.unsignedinteger[Any]]:
        return np.frombuffer(self._buffer[self._extent], _DTYPES[self._width])


def _narrowed(numbers: Iterable[int]) -> "array[int]":
    wide = array("I", numbers)
    highest = max(wide, default=0)
    return array("B" if highest < 1 << 8 else "H" if highest < 1 << 16 else "I", wide)
