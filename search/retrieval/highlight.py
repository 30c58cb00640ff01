"""Find the words of an article's own text that a query plan matched, and cut the text into marked segments.

The analyzer that indexed the text reads it here too. So a mark covers the letters of a token as written, with harakat,
tatweel and clitics. A phrase is marked only where its words stand side by side. Nothing here makes markup: the pages
get segments of plain text, escape them, and put the marked ones in <mark>.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from arabic import Analyzer
from articles.presenters.segments import Segment
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


class Spelled(NamedTuple):
    """A span to look for: its number of words, whether it may stand in the headline only, and the number of the part
    that it marks by itself. The part is None if the span is marked only near another span."""

    length: int
    headline_only: bool
    part: int | None


class Pair(NamedTuple):
    """The spans of two sides, as ranges of span numbers. They mark a part of the question where they stand near each
    other."""

    left: range
    right: range
    distance: int
    part: int


class Highlighter:
    """Finds the words that a query plan asks for. Excluded words are never marked."""

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
        """Return how many words, phrases and pairs of the question can be marked. All names of one thing count as one
        part."""
        return len(self._parts)

    def marks(self, text: str, *, headline: bool = False) -> list[Mark]:
        """Return the marked words of one field or block, in order. `headline` says whether the text is the headline."""
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
        """Return, for each span number, the indexes of the words at which the span begins."""
        found: dict[int, list[int]] = {}
        for index, here in enumerate(roles):
            for role in here:
                span = self._spans[role.span]
                if not role.slot and (headline or not span.headline_only) and _stands(role, span.length, roles, index):
                    found.setdefault(role.span, []).append(index)
        return found

    def _answers(self, standing: dict[int, list[int]]) -> Iterator[tuple[int, int, int]]:
        """Yield each stretch to mark: the index of its first word, its number of words, and the number of the part it
        matches."""
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


def _stands(first: Role, length: int, roles: list[tuple[Role, ...]], index: int) -> bool:
    """Return whether the rest of a span follows its first word, which stands at `index`."""
    if index + length > len(roles):
        return False
    return all(first._replace(slot=slot) in roles[index + slot] for slot in range(1, length))
