"""The stretches of an article that show why it was found: whole sentences where they fit, else cut between words."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from articles.presenters.segments import Segment
from search.retrieval.highlight import Highlighter, Mark, cut

LENGTH = 240
"""Characters of a snippet: about three lines of the reading measure."""

SHORTEST = 60
"""Characters below which one more stretch tells a reader nothing."""

# A sentence ends at a stop after two letters, so that the dots of an abbreviation part nothing, or at a line's end.
# What stands before a space is looked at only where there is one.
_BREAK = re.compile(r"(?=\s)(?:(?:(?<=\w\w[.!?؟…])|(?<=\w\w[.!?؟…][»”\")])|(?<=\w[»”\")][.!?؟…]))\s+|\n\s*)")
_HANGING = " \t\n\u00a0،؛,;:-–"


class MarkedText(NamedTuple):
    """The lead or one block, and the words of it that are marked."""

    text: str
    marks: list[Mark]


class SnippetSpan(NamedTuple):
    """Characters `start` to `end` of the piece of this number, and the marked words in them."""

    piece: int
    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def parts(self) -> frozenset[int]:
        """The parts of the question that the stretch shows."""
        return frozenset().union(*(mark.parts for mark in self.marks))


def snippet(pieces: Iterable[str], highlighter: Highlighter) -> tuple[Segment, ...]:
    """The densest stretches of an article's lead and blocks, in their order; the beginning where nothing is marked."""
    texts: list[MarkedText] = []
    found: list[SnippetSpan] = []
    for number, text in enumerate(pieces):
        texts.append(MarkedText(text, highlighter.marks(text)))
        sentences = [_stretch(number, texts, *ends) for ends in sentence_ends(text)] if texts[-1].marks else []
        marked = [sentence for sentence in sentences if sentence.marks]
        found += marked
        # One stretch that shows all that was asked: no other could show more, and a long text is not read on.
        if any(len(_fitted(s, texts, LENGTH).parts) == highlighter.parts for s in marked):
            break
    chosen = (
        _chosen(found, texts) or [SnippetSpan(n, 0, 0, ()) for n, piece in enumerate(texts) if piece.text.strip()][:1]
    )
    return _segments(_extended(chosen, texts), texts)


def sentence_ends(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends."""
    breaks = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    starts, ends = [0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)]
    return [pair for pair in zip(starts, ends, strict=True) if pair[0] < pair[1]]


def _stretch(piece: int, texts: list[MarkedText], start: int, end: int) -> SnippetSpan:
    marks = tuple(mark for mark in texts[piece].marks if mark.start >= start and mark.end <= end)
    return SnippetSpan(piece, start, end, marks)


def _chosen(found: list[SnippetSpan], texts: list[MarkedText]) -> list[SnippetSpan]:
    """Sentences, each the one that shows most of what the ones before it do not, while there is room."""
    chosen: list[SnippetSpan] = []
    seen: frozenset[int] = frozenset()
    room = LENGTH
    while found and room >= SHORTEST:
        fitted = [_fitted(sentence, texts, room) for sentence in found]
        number = max(range(len(found)), key=lambda n: (len(fitted[n].parts - seen), len(fitted[n].marks), -n))
        best = fitted[number]
        if chosen and not best.parts - seen:
            break
        del found[number]
        chosen.append(best)
        seen |= best.parts
        room -= best.length
    return sorted(chosen)


def _fitted(sentence: SnippetSpan, texts: list[MarkedText], room: int) -> SnippetSpan:
    """The sentence itself, or the `room` characters of it that hold most marks, cut between words."""
    if sentence.length <= room:
        return sentence
    # A quarter of the room stands before the first mark, so that it is read in its sentence.
    before = room // 4
    text = texts[sentence.piece].text
    shown = [
        (
            first,
            [mark for mark in sentence.marks if first.start <= mark.start and mark.end <= first.start + room - before],
        )
        for first in sentence.marks
    ]
    first, near = max(shown, key=lambda pair: (len(frozenset().union(*(m.parts for m in pair[1]))), len(pair[1])))
    start = _word_start(text, max(sentence.start, first.start - before), sentence.start, first.start)
    end = _word_end(text, max([first.end, *(mark.end for mark in near)]), start + room, sentence.end)
    return _stretch(sentence.piece, texts, start, end)


def _extended(chosen: list[SnippetSpan], texts: list[MarkedText]) -> list[SnippetSpan]:
    """The stretches, the last of them read on where there is room."""
    if not chosen:
        return []
    last = chosen[-1]
    room = LENGTH - sum(stretch.length for stretch in chosen)
    if room < SHORTEST:
        return chosen
    text = texts[last.piece].text
    return [
        *chosen[:-1],
        _stretch(last.piece, texts, last.start, _word_end(text, last.end, last.end + room, len(text))),
    ]


def _word_start(text: str, at: int, lowest: int, highest: int) -> int:
    """The beginning of a word at `at` or after it, `highest` at most."""
    if at == lowest:
        return at
    space = re.compile(r"\s+").search(text, at, highest)
    return space.end() if space else highest


def _word_end(text: str, lowest: int, at: int, highest: int) -> int:
    """The end of a word at `at` or before it, without what hangs on it; `lowest` at least."""
    if at >= highest:
        return highest
    while at > lowest and not text[at].isspace():
        at -= 1
    while at > lowest and text[at - 1] in _HANGING:
        at -= 1
    return at


def _segments(stretches: list[SnippetSpan], texts: list[MarkedText]) -> tuple[Segment, ...]:
    """The stretches with an ellipsis wherever a sentence is cut or text is left out."""
    segments: list[Segment] = []
    for number, stretch in enumerate(stretches):
        text = texts[stretch.piece].text
        ends = sentence_ends(text)
        if number:
            segments.append(Segment(" … ", False))
        elif stretch.start not in {start for start, _ in ends}:
            segments.append(Segment("…", False))
        segments += cut(text, stretch.start, stretch.end, stretch.marks)
        if number == len(stretches) - 1 and stretch.end not in {end for _, end in ends}:
            segments.append(Segment("…", False))
    return tuple(segments)
