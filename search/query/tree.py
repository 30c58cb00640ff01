"""What a question means: a tree of frozen nodes, before anything is looked up in the lexicon or the archive."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from arabic import Level


class Field(StrEnum):
    """The two searched texts of an article: `text` holds all of it, the headline included."""

    HEADLINE = "headline"
    TEXT = "text"


class RecordKind(StrEnum):
    """The records of an article that a question can ask for by name."""

    SOURCE = "source"
    AGENCY = "agency"
    AUTHOR = "author"
    SECTION = "section"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Everything:
    """The empty question: every article."""


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word; level None is the level that the reader chose."""

    text: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side in this order; level None is the level that the reader chose.

    At the spelling level, that of plain quotation marks, the first word may carry proclitics.
    """

    words: tuple[str, ...]
    level: Level | None = Level.SPELLING


@dataclass(frozen=True, slots=True)
class Beginning:
    """Words that begin with these letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two parts `distance` positions apart at most, in either order: words, phrases, beginnings, or an Or of them."""

    left: "Node"
    right: "Node"
    distance: int


@dataclass(frozen=True, slots=True)
class And:
    """All of two parts or more."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two parts or more."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every article but those of the part."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class InField:
    """The part's words stand in this field."""

    field: Field
    part: "Node"


@dataclass(frozen=True, slots=True)
class OfRecord:
    """Articles of one of these records; the label is the name as it was typed."""

    kind: RecordKind
    ids: tuple[int, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Published:
    """Published between two days, both included; None leaves that side open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ArticleIs:
    """These articles, by their ids. No question of the language says it."""

    ids: tuple[int, ...]


Node: TypeAlias = (
    Everything | Word | Phrase | Beginning | Near | And | Or | Not | InField | OfRecord | Published | ArticleIs
)


def all_of(parts: Iterable[Node]) -> Node:
    """The parts joined by "and": nested ones laid flat, one part alone itself, none at all everything."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    kept = tuple(part for part in flat if part != Everything())
    return And(kept) if len(kept) > 1 else kept[0] if kept else Everything()


def any_of(parts: Iterable[Node]) -> Node:
    """The parts joined by "or", nested ones laid flat; one part alone is itself, none at all everything."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return Or(flat) if len(flat) > 1 else flat[0] if flat else Everything()


def without(part: Node) -> Node:
    """The negation of a part; that of a negation is the part itself."""
    return part.part if isinstance(part, Not) else Not(part)


def map_leaves(node: Node, change: Callable[[Word | Phrase], Node]) -> Node:
    """The tree with each word and phrase replaced by what `change` makes of it."""
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
