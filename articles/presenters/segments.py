"""Text as pages show it: stretches of plain text, some of them marked."""

from collections.abc import Callable
from typing import NamedTuple


class Segment(NamedTuple):
    """A stretch of plain text, marked or not."""

    text: str
    marked: bool


Mark = Callable[[str], tuple[Segment, ...]]


def unmarked(text: str) -> tuple[Segment, ...]:
    """The whole text as one stretch."""
    return (Segment(text, False),) if text else ()
