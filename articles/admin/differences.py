"""Compare two versions of a text, word by word, at a bounded cost.

RapidFuzz aligns two sequences by their edit distance with Hirschberg's method (Communications of the ACM 18, 1975): the
memory grows with the sum of their lengths, the time with the product.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from operator import eq
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_WORDS = re.compile(r"\S+\s*|\s+")
_PARAGRAPHS = re.compile(r"[^\n]+\n*|\n+")
# The most pairs of paragraphs, and of words, that a comparison aligns: 10,000 words with as many others, in some 20 ms.
MOST_COMPARED = 100_000_000
# The most characters of a comparison that a page shows, each piece counted with its marks.
MOST_SHOWN, MARKS = 50_000, 16
# An unchanged passage shows this many words at each end, and no longer an end than this many characters.
CONTEXT, LONGEST_END = 12, 200


class DiffPiece(NamedTuple):
    """A piece of the compared text; `kind` is "same", "removed" or "added"."""

    kind: str
    text: str


class Comparison(NamedTuple):
    """The pieces that lead from one text to another. If too much differs, `is_cut`: they show only the ends of it."""

    pieces: list[DiffPiece]
    is_cut: bool


class TooDifferentError(Exception):
    """Two texts whose comparison would cost too much, or would be too long to read."""


def differences(old: str, new: str) -> Comparison:
    """Return the pieces that lead from `old` to `new`. Long unchanged pieces are cut to their ends.

    If too much differs, everything between the first and the last difference is one replaced passage, cut to its ends.
    """
    try:
        return Comparison(_word_by_word(old, new), is_cut=False)
    except TooDifferentError:
        before, removed, added, after = _trimmed(_WORDS.findall(old), _WORDS.findall(new))
        pieces = [*_pieces("same", before), *_replaced(removed, added), *_pieces("same", after)]
        return Comparison([DiffPiece(piece.kind, _ends(piece.text)) for piece in pieces], is_cut=True)


def _word_by_word(old: str, new: str) -> list[DiffPiece]:
    pieces: list[DiffPiece] = []
    left = MOST_COMPARED
    for is_same, removed, added in _passages(_PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new), MOST_COMPARED):
        if is_same:
            pieces += _pieces("same", removed)
            continue
        words = _WORDS.findall("".join(removed)), _WORDS.findall("".join(added))
        for alike, gone, come in _passages(*words, left):
            pieces += _pieces("same", gone) if alike else _replaced(gone, come)
        left -= len(words[0]) * len(words[1])
    merged = [DiffPiece(kind, "".join(piece.text for piece in run)) for kind, run in groupby(pieces, lambda p: p.kind)]
    shown = [DiffPiece(piece.kind, _ends(piece.text)) if piece.kind == "same" else piece for piece in merged]
    if sum(len(piece.text) + MARKS for piece in shown) > MOST_SHOWN:
        raise TooDifferentError
    return shown


def _passages(old: Sequence[str], new: Sequence[str], most: int) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Yield the passages of two sequences in order, each with whether it is the same in both.

    Raise TooDifferentError if there are more than `most` pairs between their first and their last difference.
    """
    before, old, new, after = _trimmed(old, new)
    if len(old) * len(new) > most:
        raise TooDifferentError
    yield True, before, before
    for is_same, run in groupby(Levenshtein.opcodes(old, new), lambda step: step.tag == "equal"):
        steps = list(run)
        first, last = steps[0], steps[-1]
        yield is_same, old[first.src_start : last.src_end], new[first.dest_start : last.dest_end]
    yield True, after, after


def _trimmed(
    old: Sequence[str], new: Sequence[str]
) -> tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]:
    """Return the common beginning of two sequences, what then differs in each, and their common end."""
    before = _alike(old, new)
    old, new, beginning = old[before:], new[before:], old[:before]
    after = _alike(old[::-1], new[::-1])
    return beginning, old[: len(old) - after], new[: len(new) - after], old[len(old) - after :]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many items the two have in common from the beginning on."""
    return sum(takewhile(bool, map(eq, old, new)))


def _pieces(kind: str, parts: Sequence[str]) -> list[DiffPiece]:
    return [DiffPiece(kind, "".join(parts))] if parts else []


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[DiffPiece]:
    return [*_pieces("removed", old), *_pieces("added", new)]


def _ends(text: str) -> str:
    """Return the text, or only its first and last words if it is long."""
    words = _WORDS.findall(text)
    if len(words) <= 3 * CONTEXT and len(text) <= 3 * LONGEST_END:
        return text
    return f"{''.join(words[:CONTEXT])[:LONGEST_END]}… {''.join(words[-CONTEXT:])[-LONGEST_END:]}"
