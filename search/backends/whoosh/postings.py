"""The postings of one term: the documents that hold it, how often, and at which positions.

Whoosh's own codec spends about 25 microseconds for each posting on Python objects, pickles and zlib. Here the postings
of a term are three arrays, written unchanged in the narrowest machine integers that hold their values.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate
from operator import sub
from struct import Struct

# Number of documents, and the item width of three arrays: gaps between documents, counts (0: all are 1), positions.
_HEADER = Struct("=IBBB")
_CODES = {1: "B", 2: "H", 4: "I"}


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

    __slots__ = ("_code", "_positions", "counts", "docs")

    def __init__(self, buffer: memoryview, start: int) -> None:
        size, gap_width, count_width, self._code = _HEADER.unpack_from(buffer, start)
        start += _HEADER.size
        end = start + size * gap_width
        self.docs = array("I", accumulate(array(_CODES[gap_width], bytes(buffer[start:end]))))
        start, end = end, end + size * count_width
        counts = array(_CODES[count_width], bytes(buffer[start:end])) if count_width else array("B", b"\1") * size
        self.counts: array[int] = counts
        self._positions = buffer[end : end + sum(counts) * self._code]

    @staticmethod
    def count(buffer: memoryview, start: int) -> int:
        """Return the number of documents; reads nothing else."""
        return int(_HEADER.unpack_from(buffer, start)[0])

    def __iter__(self) -> Iterator[tuple[int, "array[int]"]]:
        """Yield every document with its positions."""
        positions = array("I", array(_CODES[self._code], bytes(self._positions)))
        end = 0
        for doc, count in zip(self.docs, self.counts, strict=True):
            start, end = end, end + count
            yield doc, positions[start:end]

    def positions(self, wanted: Collection[int]) -> dict[int, "array[int]"]:
        """Return the positions in each of the wanted documents that hold the term."""
        return {doc: positions for doc, positions in self if doc in wanted}


def _narrowed(numbers: Iterable[int]) -> "array[int]":
    wide = array("I", numbers)
    highest = max(wide, default=0)
    return array("B" if highest < 1 << 8 else "H" if highest < 1 << 16 else "I", wide)
