"""Text for pages: segments of plain text, some of them marked."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_WORD = re.compile(r"\w")


class Segment(NamedTuple):
    """A segment of plain text, marked or not.

    `place` is the number of the place, from 1, if the segment is the first mark of a place; otherwise 0.
    """

    text: str
    marked: bool
    place: int = 0


Segmenter = Callable[[str], tuple[Segment, ...]]


def unmarked(text: str) -> tuple[Segment, ...]:
    """Return the whole text as one unmarked segment."""
    return (Segment(text, False),) if text else ()


class Places:
    """Numbers the marked places of an article, text by text. Marks with no word between them are one place."""

    def __init__(self) -> None:
        self.count = 0

    def numbered(self, segments: Iterable[Segment]) -> tuple[Segment, ...]:
        """Return the segments of the next text, with numbers where a place begins."""
        return tuple(self._numbered(segments))

    def _numbered(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        inside = False
        for segment in segments:
            if segment.marked and not inside:
                self.count += 1
                yield segment._replace(place=self.count)
            else:
                yield segment
            inside = segment.marked or (inside and not _WORD.search(segment.text))
