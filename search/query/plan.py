"""The plan of a question: nothing left but index terms, record ids and days, for an engine to compile.

`all_of`, `any_of` and `without` build the branches, so that `AllArticles` and `NoArticles` stand inside no other node,
except for the `AllArticles` that a pure negation keeps.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

FieldName: TypeAlias = Literal["text", "headline"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the index, and what an occurrence of it counts for in the score."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AllArticles:
    """Every article."""


@dataclass(frozen=True, slots=True)
class NoArticles:
    """No article."""


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """Articles whose field holds one of the terms at least; `asked` is the word as it was typed.

    The terms are scored as spellings of one word, each occurrence with the weight of its term. `related` ones add to
    the score of an article that is found, and find none.
    """

    field: FieldName
    terms: tuple[Term, ...]
    as_typed: str = ""
    related: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """Articles whose field holds one term of each slot, side by side in this order; two slots at least."""

    field: FieldName
    slots: tuple[tuple[Term, ...], ...]
    as_typed: str = ""


Span: TypeAlias = tuple[tuple[Term, ...], ...]
"""Words side by side, one term of each slot; a span of one slot is a word."""


@dataclass(frozen=True, slots=True)
class NearSpans:
    """Articles whose field holds a span of each side in one block, `distance` positions apart at most (1: side by
    side), in either order, and not over one another. The first span of a side is what was typed."""

    field: FieldName
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    distance: int
    as_typed: str = ""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles of every part; two parts at least."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles of one part at least; two parts at least."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Articles of `kept` (which may be AllArticles) that are not of `dropped`. The only negation there is."""

    kept: "Node"
    dropped: "Node"


@dataclass(frozen=True, slots=True)
class RecordIs:
    """Articles that carry one of these records."""

    kind: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PublishedBetween:
    """Articles published between two days, both included; None leaves that side open, never both."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class SearchAfter:
    """Articles that come after one in the order of time, which is how a list goes on past its numbered pages.

    `newest` says which way the list runs; `dated`, `order` and `article` are the one's place in it: whether its day is
    known, its moment and its id, as the index holds them. The undated come last either way.
    """

    newest: bool
    dated: bool
    order: int
    article: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles of the first `below` of the 256 equal parts that a hash of their ids makes of the archive, from which
    counts are estimated."""

    below: int


Node: TypeAlias = (
    AllArticles
    | NoArticles
    | AnyTerm
    | Sequence
    | NearSpans
    | AllOf
    | AnyOf
    | Without
    | RecordIs
    | PublishedBetween
    | SearchAfter
    | Sample
)


def all_of(parts: Iterable[Node]) -> Node:
    """The parts joined by "and": nested ones flat, the negated ones gathered in one Without."""
    kept: list[Node] = []
    dropped: list[Node] = []
    for part in parts:
        inner, negated = (part.kept, [part.dropped]) if isinstance(part, Without) else (part, [])
        kept.extend(inner.parts if isinstance(inner, AllOf) else () if inner == AllArticles() else (inner,))
        dropped.extend(negated)
    if NoArticles() in kept:
        return NoArticles()
    positive = AllOf(tuple(kept)) if len(kept) > 1 else kept[0] if kept else AllArticles()
    return without(positive, any_of(dropped))


def any_of(parts: Iterable[Node]) -> Node:
    """The parts joined by "or": nested ones flat; no part at all is NoArticles."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    kept = tuple(part for part in flat if part != NoArticles())
    if AllArticles() in kept:
        return AllArticles()
    return AnyOf(kept) if len(kept) > 1 else kept[0] if kept else NoArticles()


def wanted_leaves(node: Node) -> Iterator[AnyTerm | Sequence | NearSpans]:
    """The words, phrases and pairs that a question asks for, in order; those it excludes are left out."""
    match node:
        case AnyTerm() | Sequence() | NearSpans():
            yield node
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from wanted_leaves(part)
        case Without(kept):
            yield from wanted_leaves(kept)


def words(node: Node) -> list[AnyTerm]:
    """The words that a question asks for."""
    return [leaf for leaf in wanted_leaves(node) if isinstance(leaf, AnyTerm)]


def without(kept: Node, dropped: Node) -> Node:
    """What is kept, less what is dropped; a negated negation is the thing itself."""
    if dropped == NoArticles() or kept == NoArticles():
        return kept
    if dropped == AllArticles():
        return NoArticles()
    if isinstance(dropped, Without) and dropped.kept == AllArticles():
        return all_of((kept, dropped.dropped))
    return Without(kept, dropped)
