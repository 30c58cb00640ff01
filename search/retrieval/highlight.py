"""Marks that are true: the words of an article's own text that a resolved question matched.

The text is read by the analyzer that indexed it, so a mark sits on a token's own letters, through harakat, tatweel and
clitics, and a phrase is marked only where its words stand side by side. NoArticles here makes markup: the pages get
stretches of plain text, escape them, and set those that are marked in <mark>.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from arabic import Analyzer
from articles.presenters.segments import Segment
from search.query.plan import AnyTerm, NearSpans, Node, Sequence, Span, wanted_leaves


class Mark(NamedTuple):
    """A marked word, text[start:end], and which parts of the question it answers."""

    start: int
    end: int
    parts: frozenset[int]


class Role(NamedTuple):
    """What a word can be in the question: the word at `slot` of the span of this number."""

    span: int
    slot: int


class Spelled(NamedTuple):
    """A span that is looked for: how many words it has, where it may stand, and the part it marks by itself; None
    where it does so only near another."""

    length: int
    headline_only: bool
    part: int | None


class Pair(NamedTuple):
    """Spans of two sides that mark a part of the question where they stand near each other."""

    left: range
    right: range
    distance: int
    part: int


class Highlighter:
    """Finds the words that a resolved question asked for; what it excludes is never among them."""

    def __init__(self, tree: Node, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._spans: list[Spelled] = []
        self._pairs: list[Pair] = []
        self._parts: dict[object, int] = {}
        self._roles_of_term: dict[str, set[Role]] = {}
        self._roles_of_form: dict[str, tuple[Role, ...]] = {}
        for leaf in wanted_leaves(tree):
            self._add(leaf)

    @property
    def parts(self) -> int:
        """How many words, phrases and pairs of the question can be marked; the names of one thing are one part."""
        return len(self._parts)

    def marks(self, text: str, *, headline: bool = False) -> list[Mark]:
        """The marked words of one field or block, in order; `headline` says that it is the headline."""
        if not self._spans or not text:
            return []
        words = self._analyzer.spans(text)
        standing = self._standing([self._roles(form) for form, _, _ in words], headline)
        parts: dict[int, set[int]] = {}
        for start, length, part in self._answers(standing):
            for place in range(start, start + length):
                parts.setdefault(place, set()).add(part)
        return [Mark(*words[i][1:], frozenset(parts[i])) for i in sorted(parts)]

    def segments(self, text: str) -> tuple[Segment, ...]:
        """The lead or a block, cut at its marks."""
        return cut(text, 0, len(text), self.marks(text))

    def headline_segments(self, text: str) -> tuple[Segment, ...]:
        """The headline, cut at its marks."""
        return cut(text, 0, len(text), self.marks(text, headline=True))

    def _add(self, leaf: AnyTerm | Sequence | NearSpans) -> None:
        part = self._parts.setdefault(
            (leaf.as_typed, leaf.field) if leaf.as_typed else len(self._parts), len(self._parts)
        )
        headline = leaf.field == "headline"
        match leaf:
            case AnyTerm():
                self._add_spans([(leaf.terms,)], headline, part)
            case Sequence():
                self._add_spans([leaf.slots], headline, part)
            case NearSpans():
                left, right = (self._add_spans(side, headline, None) for side in (leaf.left, leaf.right))
                self._pairs.append(Pair(left, right, leaf.distance, part))

    def _add_spans(self, spans: Iterable[Span], headline_only: bool, part: int | None) -> range:
        first = len(self._spans)
        for slots in spans:
            for slot, terms in enumerate(slots):
                for term in terms:
                    self._roles_of_term.setdefault(term.text, set()).add(Role(len(self._spans), slot))
            self._spans.append(Spelled(len(slots), headline_only, part))
        return range(first, len(self._spans))

    def _standing(self, roles: list[tuple[Role, ...]], headline: bool) -> dict[int, list[int]]:
        """Where each span begins among the words of a text."""
        found: dict[int, list[int]] = {}
        for index, here in enumerate(roles):
            for role in here:
                span = self._spans[role.span]
                if not role.slot and (headline or not span.headline_only) and _stands(role, span.length, roles, index):
                    found.setdefault(role.span, []).append(index)
        return found

    def _answers(self, standing: dict[int, list[int]]) -> Iterator[tuple[int, int, int]]:
        """Each stretch to mark: its first word, how many words it has, and the part of the question it answers."""
        for number, places in standing.items():
            length, _, part = self._spans[number]
            if part is not None:
                yield from ((place, length, part) for place in places)
        for pair in self._pairs:
            left, right = (
                [(place, self._spans[number].length) for number in side for place in standing.get(number, ())]
                for side in (pair.left, pair.right)
            )
            for one, other in product(left, right):
                if 0 < max(other[0] - sum(one), one[0] - sum(other)) + 1 <= pair.distance:
                    yield (*one, pair.part)
                    yield (*other, pair.part)

    def _roles(self, form: str) -> tuple[Role, ...]:
        roles = self._roles_of_form.get(form)
        if roles is None:
            known = self._roles_of_term
            found = {role for term in self._analyzer.terms(form) if term in known for role in known[term]}
            roles = self._roles_of_form[form] = tuple(found)
        return roles


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """text[start:end] cut at those of the marks that stand in it."""
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


def _stands(first: Role, length: int, roles: list[tuple[Role, ...]], index: int) -> bool:
    """Whether the rest of a span follows its first word at `index`."""
    if index + length > len(roles):
        return False
    return all(first._replace(slot=slot) in roles[index + slot] for slot in range(1, length))
