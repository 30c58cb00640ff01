"""Find the words of an article's own text that a query plan matched, and cut the text into marked segments.

The analyzer that indexed the text reads it here too. So a mark covers the letters of a token as written, with harakat,
tatweel and clitics. A phrase is marked only where its words stand side by side. Nothing here makes markup: the pages
get segments of plain text, escape them, and put the marked ones in <mark>.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from arabic import Analyzer
from articles.presenters.segments import Segment
from search.backends.deadline import check
from search.query.plan import AnyTerm, NearSpans, Node, Sequence, Span, wanted_leaves


class Mark(NamedTuple):
    """A marked word, text[start:end], and the numbers of the question's parts that it matches."""

    start: int
    end: int
    parts: frozenset[int]


class Role(NamedTuple):
    """A position that a word can fill: slot number `slot` of the span with this number."""

    span: int
    slot: int


class Roles(NamedTuple):
    """What a form can be: the numbers of the spans that it begins, and all its roles."""

    begun: tuple[int, ...]
    all: frozenset[Role]


NO_ROLES = Roles((), frozenset())


class Alone(NamedTuple):
    """A span that marks a part of the question by itself, in the headline only or in every text."""

    span: int
    headline_only: bool
    part: int


class Pair(NamedTuple):
    """The spans of two sides, which mark a part of the question where they stand near each other."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    distance: int
    headline_only: bool
    part: int


class Run(NamedTuple):
    """Words side by side: the index of the first one, and that behind the last one."""

    start: int
    end: int


class Highlighter:
    """Finds the words that a query plan asks for. Excluded words are never marked.

    What it does costs as much as the words of a text and the roles that they have, whatever the question: spans that a
    question repeats are looked for once, and nearness is found by merging sorted places.
    """

    def __init__(self, tree: Node, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._spans: dict[Span, int] = {}
        self._alone: dict[Alone, None] = {}
        self._pairs: dict[Pair, None] = {}
        self._parts: dict[object, int] = {}
        self._roles_of_term: dict[str, set[Role]] = {}
        self._roles_of_form: dict[str, Roles] = {}
        for leaf in wanted_leaves(tree):
            self._add(leaf)
        self._lengths = [len(slots) for slots in self._spans]

    @property
    def parts(self) -> int:
        """Return how many words, phrases and pairs of the question can be marked. All names of one thing count as one
        part."""
        return len(self._parts)

    def marks(self, text: str, *, headline: bool = False) -> list[Mark]:
        """Return the marked words of one field or block, in order. `headline` says whether the text is the headline.
        Raise TooLateError."""
        if not self._spans or not text:
            return []
        words = self._analyzer.spans(text)
        standing = self._standing([self._roles(form) for form, _, _ in words])
        parts: dict[int, set[int]] = {}
        for part, runs in self._answers(standing, headline):
            for place in _covered(runs):
                parts.setdefault(place, set()).add(part)
        return [Mark(*words[i][1:], frozenset(parts[i])) for i in sorted(parts)]

    def segments(self, text: str) -> tuple[Segment, ...]:
        """Return the lead or a block, cut into segments at its marks."""
        return cut(text, 0, len(text), self.marks(text))

    def headline_segments(self, text: str) -> tuple[Segment, ...]:
        """Return the headline, cut into segments at its marks."""
        return cut(text, 0, len(text), self.marks(text, headline=True))

    def _add(self, leaf: AnyTerm | Sequence | NearSpans) -> None:
        part = self._parts.setdefault(
            (leaf.as_typed, leaf.field) if leaf.as_typed else len(self._parts), len(self._parts)
        )
        headline = leaf.field == "headline"
        match leaf:
            case AnyTerm():
                self._alone[Alone(self._number((leaf.terms,)), headline, part)] = None
            case Sequence():
                self._alone[Alone(self._number(leaf.slots), headline, part)] = None
            case NearSpans():
                left, right = (tuple(map(self._number, side)) for side in (leaf.left, leaf.right))
                self._pairs[Pair(left, right, leaf.distance, headline, part)] = None

    def _number(self, slots: Span) -> int:
        """Return the number of a span; a new one gets the next number."""
        number = self._spans.setdefault(slots, len(self._spans))
        if number == len(self._spans) - 1:
            for slot, terms in enumerate(slots):
                for term in terms:
                    self._roles_of_term.setdefault(term.text, set()).add(Role(number, slot))
        return number

    def _standing(self, roles: list[Roles]) -> dict[int, list[Run]]:
        """Return, for each span number, the words that the span stands at, in order."""
        found: dict[int, list[Run]] = {}
        for index, here in enumerate(roles):
            if here.begun:
                check()
            for number in here.begun:
                end = index + self._lengths[number]
                if end <= len(roles) and all(
                    Role(number, slot) in roles[index + slot].all for slot in range(1, self._lengths[number])
                ):
                    found.setdefault(number, []).append(Run(index, end))
        return found

    def _answers(self, standing: dict[int, list[Run]], headline: bool) -> Iterator[tuple[int, list[Run]]]:
        """Yield a part of the question and the words to mark for it, in order."""
        for alone in self._alone:
            if alone.span in standing and (headline or not alone.headline_only):
                yield alone.part, standing[alone.span]
        for pair in self._pairs:
            if headline or not pair.headline_only:
                check()
                left, right = (
                    sorted({run for number in side for run in standing.get(number, ())})
                    for side in (pair.left, pair.right)
                )
                yield pair.part, sorted({*_near(left, right, pair.distance), *_near(right, left, pair.distance)})

    def _roles(self, form: str) -> Roles:
        roles = self._roles_of_form.get(form)
        if roles is None:
            known, roles = self._roles_of_term, NO_ROLES
            if terms := [term for term in self._analyzer.terms(form) if term in known]:
                found = frozenset(role for term in terms for role in known[term])
                roles = Roles(tuple(role.span for role in found if not role.slot), found)
            self._roles_of_form[form] = roles
        return roles


def _near(runs: list[Run], others: list[Run], distance: int) -> Iterator[Run]:
    """Yield the runs that have one of the others at most `distance` words away (1: side by side), before or behind,
    without overlap. Both lists are sorted."""
    starts, ends = [other.start for other in others], sorted(other.end for other in others)
    for run in runs:
        following, before = bisect_left(starts, run.end), bisect_right(ends, run.start) - 1
        if (following < len(starts) and starts[following] - run.end < distance) or (
            before >= 0 and run.start - ends[before] < distance
        ):
            yield run


def _covered(runs: Iterable[Run]) -> Iterator[int]:
    """Yield the indexes of the words of sorted runs, each once."""
    reached = 0
    for run in runs:
        yield from range(max(run.start, reached), run.end)
        reached = max(reached, run.end)


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Cut text[start:end] into segments at the marks inside it."""
    segments: list[Segment] = []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        if mark.start > at:
            segments.append(Segment(text[at : mark.start], False))
        segments.append(Segment(text[mark.start : mark.end], True))
        at = mark.end
    if at < end:
        segments.append(Segment(text[at:end], False))
    return tuple(segments)
