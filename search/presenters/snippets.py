"""Choose the snippets of an article that show why it was found: whole sentences if they fit, else cut between words."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from articles.presenters.segments import Segment
from search.retrieval.highlight import Highlighter, Mark, cut

LENGTH = 240
"""Characters of a snippet: about three lines at the page's line length."""

SHORTEST = 60
"""Characters of free space below which no further text is added: it would tell a reader nothing."""

# A sentence ends at a stop after two letters, so that the dots of an abbreviation end nothing, or at a line's end.
# The lookahead stands first, so that the lookbehinds are tried only before a space.
_BREAK = re.compile(r"(?=\s)(?:(?:(?<=\w\w[.!?؟…])|(?<=\w\w[.!?؟…][»”\")])|(?<=\w[»”\")][.!?؟…]))\s+|\n\s*)")
_HANGING = " \t\n\u00a0،؛,;:-–"


class MarkedText(NamedTuple):
    """The lead or one block, and its marked words."""

    text: str
    marks: list[Mark]


class SnippetSpan(NamedTuple):
    """The characters from `start` to `end` of the piece with this number, and the marked words in them."""

    piece: int
    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def parts(self) -> frozenset[int]:
        """Return the parts of the question that the span shows."""
        return frozenset().union(*(mark.parts for mark in self.marks))


def snippet(pieces: Iterable[str], highlighter: Highlighter) -> tuple[Segment, ...]:
    """Return the spans of an article's texts that show most of the question, in their order. Return its beginning if
    nothing is marked."""
    texts: list[MarkedText] = []
    found: list[SnippetSpan] = []
    for number, text in enumerate(pieces):
        texts.append(MarkedText(text, highlighter.marks(text)))
        sentences = [_stretch(number, texts, *ends) for ends in sentence_ends(text)] if texts[-1].marks else []
        marked = [sentence for sentence in sentences if sentence.marks]
        found += marked
        # One span shows all parts of the question. No other can show more, so the rest of a long text is not read.
        if any(len(_fitted(s, texts, LENGTH).parts) == highlighter.parts for s in marked):
            break
    chosen = (
        _chosen(found, texts) or [SnippetSpan(n, 0, 0, ()) for n, piece in enumerate(texts) if piece.text.strip()][:1]
    )
    return _segments(_extended(chosen, texts), texts)


def sentence_ends(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence of a text."""
    breaks = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    starts, ends = [0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)]
    return [pair for pair in zip(starts, ends, strict=True) if pair[0] < pair[1]]


def _stretch(piece: int, texts: list[MarkedText], start: int, end: int) -> SnippetSpan:
    marks = tuple(mark for mark in texts[piece].marks if mark.start >= start and mark.end <= end)
    return SnippetSpan(piece, start, end, marks)


def _chosen(found: list[SnippetSpan], texts: list[MarkedText]) -> list[SnippetSpan]:
    """Return sentences while there is space. Each is the one that shows most parts of the question not shown before."""
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
    """Return the sentence itself, or the `room` characters of it that hold most marks, cut between words."""
    if sentence.length <= room:
        return sentence
    # A quarter of the space goes before the first mark, so that the reader sees its context.
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
    """Return the spans, with the last one made longer if there is space."""
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
    """Return the first start of a word at `at` or after it, at most `highest`."""
    if at == lowest:
        return at
    space = re.compile(r"\s+").search(text, at, highest)
    return space.end() if space else highest


def _word_end(text: str, lowest: int, at: int, highest: int) -> int:
    """Return the last end of a word at `at` or before it, without trailing spaces and punctuation; at least
    `lowest`."""
    if at >= highest:
        return highest
    while at > lowest and not text[at].isspace():
        at -= 1
    while at > lowest and text[at - 1] in _HANGING:
        at -= 1
    return at


def _segments(stretches: list[SnippetSpan], texts: list[MarkedText]) -> tuple[Segment, ...]:
    """Return the segments of the spans, with an ellipsis wherever a sentence is cut or text is left out."""
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
