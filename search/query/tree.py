"""The meaning of a question: a tree of frozen nodes, before any lookup in the lexicon or the archive."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from arabic import Level


class Field(StrEnum):
    """The two searched texts of an article: `text` holds all of it, including the headline."""

    HEADLINE = "headline"
    TEXT = "text"


class RecordKind(str):
    """The name of a kind of record that a question can ask for (articles/kinds.py)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Everything:
    """The empty question: every article."""


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word; level None means the level that the reader chose."""

    text: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side in this order; level None means the level that the reader chose.

    At the spelling level, which is that of plain quotation marks, the first word may carry proclitics.
    """

    words: tuple[str, ...]
    level: Level | None = Level.SPELLING


@dataclass(frozen=True, slots=True)
class Beginning:
    """Words that begin with these letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two parts at most `distance` positions apart, in either order: words, phrases, beginnings, or an Or of these."""

    left: "Node"
    right: "Node"
    distance: int


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts; at least two."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts; at least two."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every article except those of the part."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class InField:
    """The words of the part must stand in this field."""

    field: Field
    part: "Node"


@dataclass(frozen=True, slots=True)
class OfRecord:
    """Articles of one of these records; `label` is the name as it was typed."""

    kind: RecordKind
    ids: tuple[int, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published between two days, both included; None leaves that side open."""

    first: date | None
    last: date | None


Node: TypeAlias = Everything | Word | Phrase | Beginning | Near | And | Or | Not | InField | OfRecord | Published


def all_of(parts: Iterable[Node]) -> Node:
    """Join the parts by "and", with nested And nodes flattened. One part is returned as it is; no part is
    Everything()."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    kept = tuple(part for part in flat if part != Everything())
    return And(kept) if len(kept) > 1 else kept[0] if kept else Everything()


def any_of(parts: Iterable[Node]) -> Node:
    """Join the parts by "or", with nested Or nodes flattened. One part is returned as it is; no part is
    Everything()."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return Or(flat) if len(flat) > 1 else flat[0] if flat else Everything()


def without(part: Node) -> Node:
    """Return the negation of a part; the negation of a Not is its part."""
    return part.part if isinstance(part, Not) else Not(part)


def map_leaves(node: Node, change: Callable[[Word | Phrase], Node]) -> Node:
    """Return the tree with each word and phrase replaced by the result of `change`."""
    changed: Node = node
    match node:
        case Word() | Phrase():
            changed = change(node)
        case And(parts):
            changed = all_of(map_leaves(part, change) for part in parts)
        case Or(parts):
            changed = any_of(map_leaves(part, change) for part in parts)
        case Not(part):
            changed = without(map_leaves(part, change))
        case Near(left, right, distance):
            changed = Near(map_leaves(left, change), map_leaves(right, change), distance)
        case InField(field, part):
            changed = InField(field, map_leaves(part, change))
    return changed
