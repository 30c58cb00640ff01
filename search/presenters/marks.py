"""Marks that are true: the words of an article's own text that a resolved question matched.

The text is read by the analyzer that indexed it, so a mark sits on a token's own letters, through harakat, tatweel and
clitics, and a phrase is marked only where its words stand side by side. Nothing here makes markup: the pages get
stretches of plain text, escape them, and set those that are marked in <mark>.
"""

from collections.abc import Iterable
from typing import NamedTuple

from articles.presenters.segments import Segment
from search.analysis import Analyzer
from search.query.resolved import AllOf, AnyOf, AnyTerm, Node, Sequence, Without


class Mark(NamedTuple):
    """A marked word, text[start:end], and which parts of the question it answers."""

    start: int
    end: int
    parts: frozenset[int]


class Role(NamedTuple):
    """What a word can be in the question: a word of `part`, or the word at `slot` of its phrase."""

    part: int
    slot: int
    headline_only: bool


class Marker:
    """Finds the words that a resolved question asked for; what it excludes is never among them."""

    def __init__(self, tree: Node, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._lengths: list[int] = []
        self._roles_of_term: dict[str, set[Role]] = {}
        self._roles_of_form: dict[str, tuple[Role, ...]] = {}
        for leaf in asked_leaves(tree):
            self._add(leaf)

    @property
    def parts(self) -> int:
        """How many words and phrases of the question can be marked."""
        return len(self._lengths)

    def marks(self, text: str, *, headline: bool = False) -> list[Mark]:
        """The marked words of one field or block, in order; `headline` says that it is the headline."""
        if not self._lengths or not text:
            return []
        tokens = self._analyzer.tokens(text)
        roles = [self._roles(token.text) for token in tokens]
        parts: dict[int, set[int]] = {}
        for index, found in enumerate(roles):
            for role in found:
                if role.slot or (role.headline_only and not headline):
                    continue
                length = self._lengths[role.part]
                if length == 1 or _stands(role, length, roles, index):
                    for place in range(index, index + length):
                        parts.setdefault(place, set()).add(role.part)
        return [Mark(tokens[i].start, tokens[i].end, frozenset(parts[i])) for i in sorted(parts)]

    def segments(self, text: str) -> tuple[Segment, ...]:
        """The lead or a block, cut at its marks."""
        return cut(text, 0, len(text), self.marks(text))

    def headline_segments(self, text: str) -> tuple[Segment, ...]:
        """The headline, cut at its marks."""
        return cut(text, 0, len(text), self.marks(text, headline=True))

    def _add(self, leaf: AnyTerm | Sequence) -> None:
        part = len(self._lengths)
        slots = leaf.slots if isinstance(leaf, Sequence) else (leaf.terms,)
        self._lengths.append(len(slots))
        for number, terms in enumerate(slots):
            role = Role(part, number, leaf.field == "headline")
            for term in terms:
                self._roles_of_term.setdefault(term.text, set()).add(role)

    def _roles(self, form: str) -> tuple[Role, ...]:
        roles = self._roles_of_form.get(form)
        if roles is None:
            known = self._roles_of_term
            found = {role for term in self._analyzer.terms(form) if term in known for role in known[term]}
            roles = self._roles_of_form[form] = tuple(found)
        return roles


def asked_leaves(tree: Node) -> Iterable[AnyTerm | Sequence]:
    """The words and phrases that a question asks for, in order; those it excludes are left out."""
    match tree:
        case AnyTerm() | Sequence():
            yield tree
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from asked_leaves(part)
        case Without(kept):
            yield from asked_leaves(kept)


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
    """Whether the rest of a phrase follows its first word at `index`."""
    if index + length > len(roles):
        return False
    return all(first._replace(slot=slot) in roles[index + slot] for slot in range(1, length))
