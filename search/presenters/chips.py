"""What a question leaves out or holds to, each of which a reader can remove with a click.

A kind of node has one function that says what its chip reads: `_LABELS`. A node without one has no chip.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arabic import Level
from articles.kinds import NAMES
from articles.wording import day_in_words, day_of_month_in_words
from search.levels import LEVELS
from search.query.tree import (
    And,
    Beginning,
    Everything,
    Field,
    InField,
    Near,
    Node,
    Not,
    OfRecord,
    Or,
    Phrase,
    Published,
    RecordKind,
    Word,
    all_of,
    any_of,
)
from search.query.unparse import write
from search.retrieval.params import Asked

Path = tuple[int, ...]
"""Where a part stands in a tree: the number of the child to take at each node."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A label, its value, and the address of the question without it."""

    label: str
    value: str
    address: str


def chips(asked: Asked, tree: Node) -> list[Chip]:
    """The chips of a question's tree, in its order, then that of the days chosen beside it."""
    found = [
        Chip(*reads, asked.address(text=write(removed(tree, path))))
        for path, part in parts(tree)
        if (reads := said(part, asked.level))
    ]
    if asked.first or asked.last:
        found.append(Chip(*_period(Published(asked.first, asked.last)), asked.address(first=None, last=None)))
    if asked.day:
        found.append(Chip(_("Every year on"), day_of_month_in_words(*asked.day), asked.address(day=None)))
    return found


def parts(tree: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every part of a tree that can be removed by itself, with its place; what is left out is one part."""
    yield path, tree
    for number, part in enumerate(_children(tree)):
        yield from parts(part, (*path, number))


def removed(tree: Node, path: Path) -> Node:
    """The tree without the part at a place: of two that stood beside it the other is left, of one nothing."""
    if not path:
        return Everything()
    number, *rest = path
    kept = list(_children(tree))
    kept[number] = removed(kept[number], tuple(rest))
    match tree:
        case And():
            return all_of(kept)
        case Or():
            return any_of(part for part in kept if part != Everything())
        case Near(_, _, distance):
            left, right = kept
            return right if left == Everything() else left if right == Everything() else Near(left, right, distance)
        case InField(field):
            return kept[0] if kept[0] == Everything() else InField(field, kept[0])
    raise TypeError(f"{type(tree).__name__} has no parts")


def _children(tree: Node) -> tuple[Node, ...]:
    match tree:
        case And(parts) | Or(parts):
            return parts
        case Near(left, right):
            return left, right
        case InField(_, part):
            return (part,)
        case _:
            return ()


def said(part: Node, level: Level) -> tuple[str, str] | None:
    """The label and value of a part's chip; None where it has none."""
    if isinstance(part, Word | Phrase):
        return _marked(part, level)
    label = _LABELS.get(type(part))
    return label(part) if label else None


def _marked(leaf: Word | Phrase, chosen: Level) -> tuple[str, str] | None:
    """A word or phrase whose own level is not the chosen one. Plain quotation marks say nothing but themselves."""
    plain = None if isinstance(leaf, Word) else Level.SPELLING
    if leaf.level in (None, plain, chosen):
        return None
    names = {rule.level: str(rule.name) for rule in LEVELS}
    return names[leaf.level], leaf.text if isinstance(leaf, Word) else " ".join(leaf.words)


def _left_out(part: Not) -> tuple[str, str]:
    return _("Left out"), write(part.part)


def _record(part: OfRecord) -> tuple[str, str]:
    return _("Writer") if part.kind is RecordKind.AUTHOR else str(NAMES[part.kind][0]), part.label


def _field(part: InField) -> tuple[str, str]:
    return _("In the headline") if part.field is Field.HEADLINE else _("In the text"), write(part.part)


def _near(part: Near) -> tuple[str, str]:
    label = ngettext("%(count)s word apart at most", "%(count)s words apart at most", part.distance)
    both = _("%(one)s and %(other)s") % {"one": write(part.left), "other": write(part.right)}
    return label % {"count": part.distance}, both


def _beginning(part: Beginning) -> tuple[str, str]:
    return _("Begins with"), part.text


def _period(part: Published) -> tuple[str, str]:
    """A whole year, one day, or two ends."""
    first, last = part.first, part.last
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return _("Published in"), str(first.year)
    if first and last and first != last:
        return _("Published between"), _("%(first)s and %(last)s") % {"first": _words(first), "last": _words(last)}
    if first and last:
        return _("Published on"), _words(first)
    return (_("Published from"), _words(first)) if first else (_("Published up to"), _words(last))


def _words(day: date | None) -> str:
    return day_in_words(day, weekday=False) if day else ""


_LABELS: dict[type, Callable[[Any], tuple[str, str]]] = {
    Not: _left_out,
    OfRecord: _record,
    InField: _field,
    Near: _near,
    Beginning: _beginning,
    Published: _period,
}
