"""The query plan of a question: a tree of index terms, record ids and days that an engine compiles.

`all_of`, `any_of` and `without` build the branches. They ensure that `AllArticles` and `NoArticles` stand inside no
other node, except for the `AllArticles` that a pure negation keeps.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

FieldName: TypeAlias = Literal["text", "headline"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the index, and the weight of one occurrence of it in the score."""

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
    """Articles whose field holds at least one of the terms; `as_typed` is the word as it was typed.

    The terms are scored as spellings of one word, each occurrence with the weight of its term. `related` terms add to
    the score of an article that is found, but do not find articles.
    """

    field: FieldName
    terms: tuple[Term, ...]
    as_typed: str = ""
    related: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """Articles whose field holds one term of each slot, side by side and in this order; at least two slots."""

    field: FieldName
    slots: tuple[tuple[Term, ...], ...]
    as_typed: str = ""


Span: TypeAlias = tuple[tuple[Term, ...], ...]
"""Words side by side, one term of each slot; a span of one slot is a single word."""


@dataclass(frozen=True, slots=True)
class NearSpans:
    """Articles whose field holds a span of each side in one block, at most `distance` positions apart (1: side by
    side), in either order, and without overlap. The first span of a side is the one that was typed."""

    field: FieldName
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    distance: int
    as_typed: str = ""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles that match every part; at least two parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles that match at least one part; at least two parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Articles of `kept` (which may be AllArticles) that are not in `dropped`. This is the only negation."""

    kept: "Node"
    dropped: "Node"


@dataclass(frozen=True, slots=True)
class RecordIs:
    """Articles that carry at least one of these records."""

    kind: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PublishedBetween:
    """Articles published between two days, both included; None leaves that side open, but never both sides."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class SearchAfter:
    """Articles that follow a given article in the order of time: a keyset pagination cursor, for lists that go on after
    their numbered pages.

    `newest` is true if the list is sorted newest first. `dated`, `order` and `article` are the sort key of the given
    article, as the index holds it: whether its day is known, its moment in microseconds since 1970, and its id. Undated
    articles come last in both directions.
    """

    newest: bool
    dated: bool
    order: int
    article: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of the articles, from which counts are estimated: a hash of the article id divides the archive into 256
    equal parts, and the sample is the first `below` of them."""

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
    """Join the parts by "and". Nested AllOf nodes are flattened, and negated parts are gathered in one Without."""
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
    """Join the parts by "or". Nested AnyOf nodes are flattened; without any part the result is NoArticles."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    kept = tuple(part for part in flat if part != NoArticles())
    if AllArticles() in kept:
        return AllArticles()
    return AnyOf(kept) if len(kept) > 1 else kept[0] if kept else NoArticles()


def wanted_leaves(node: Node) -> Iterator[AnyTerm | Sequence | NearSpans]:
    """Yield the words, phrases and near pairs that a question asks for, in order, without those it excludes."""
    match node:
        case AnyTerm() | Sequence() | NearSpans():
            yield node
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from wanted_leaves(part)
        case Without(kept):
            yield from wanted_leaves(kept)


def words(node: Node) -> list[AnyTerm]:
    """Return the words that a question asks for, without those it excludes."""
    return [leaf for leaf in wanted_leaves(node) if isinstance(leaf, AnyTerm)]


def without(kept: Node, dropped: Node) -> Node:
    """Return `kept` less `dropped`. A negation of a negation is removed."""
    if dropped == NoArticles() or kept == NoArticles():
        return kept
    if dropped == AllArticles():
        return NoArticles()
    if isinstance(dropped, Without) and dropped.kept == AllArticles():
        return all_of((kept, dropped.dropped))
    return Without(kept, dropped)
