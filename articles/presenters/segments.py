"""Text as pages show it: stretches of plain text, some of them marked."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_WORD = re.compile(r"\w")


class Segment(NamedTuple):
    """A stretch of plain text, marked or not. A mark that begins a place of the article has the place's number, from 1;
    0 has every other stretch."""

    text: str
    marked: bool
    place: int = 0


Segmenter = Callable[[str], tuple[Segment, ...]]


def unmarked(text: str) -> tuple[Segment, ...]:
    """The whole text as one stretch."""
    return (Segment(text, False),) if text else ()


class Places:
    """Numbers the marked places of an article, text by text: marks with no word between them are one place."""

    def __init__(self) -> None:
        self.count = 0

    def numbered(self, segments: Iterable[Segment]) -> tuple[Segment, ...]:
        """The segments of the next text, numbered where a place begins."""
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
