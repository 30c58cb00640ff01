"""Compare two versions of a text, word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

_WORDS = re.compile(r"\S+\s*|\s+")
_PARAGRAPHS = re.compile(r"[^\n]+\n*|\n+")
# Comparing words costs the product of their numbers in the worst case. Above this limit, show a passage as replaced.
MOST_COMPARED = 4_000_000
# An unchanged passage shows this many words at each end.
CONTEXT = 12


class DiffPiece(NamedTuple):
    """A piece of the compared text; `kind` is "same", "removed" or "added"."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[DiffPiece]:
    """Return the pieces that lead from `old` to `new`. Long unchanged pieces are cut to their ends."""
    pieces = _compared(_PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new), _of_words)
    merged = [DiffPiece(kind, "".join(piece.text for piece in run)) for kind, run in groupby(pieces, lambda p: p.kind)]
    return [DiffPiece(piece.kind, _shortened(piece.text)) if piece.kind == "same" else piece for piece in merged]


def _of_words(old: Sequence[str], new: Sequence[str]) -> Iterable[DiffPiece]:
    old, new = _WORDS.findall("".join(old)), _WORDS.findall("".join(new))
    if len(old) * len(new) > MOST_COMPARED:
        return _replaced(old, new)
    return _compared(old, new, _replaced)


def _compared(old: Sequence[str], new: Sequence[str], replaced) -> Iterator[DiffPiece]:  # type: ignore[no-untyped-def]
    for operation, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if operation == "equal":
            yield DiffPiece("same", "".join(old[i:j]))
        else:
            yield from replaced(old[i:j], new[k:m])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffPiece]:
    if old:
        yield DiffPiece("removed", "".join(old))
    if new:
        yield DiffPiece("added", "".join(new))


def _shortened(text: str) -> str:
    words = _WORDS.findall(text)
    if len(words) <= 3 * CONTEXT:
        return text
    return f"{''.join(words[:CONTEXT])}… {''.join(words[-CONTEXT:])}"
