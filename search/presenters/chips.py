"""What a question leaves out or holds to: exclusions, dates and records, each of which a reader can remove."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from articles.kinds import NAMES
from articles.wording import day_in_words
from search.forms import Asked
from search.query.tree import And, Everything, InField, Node, Not, OfRecord, Or, Published, RecordKind, all_of, any_of
from search.query.write import write


@dataclass(frozen=True, slots=True)
class Chip:
    """A label, its value, and the address of the question without it."""

    label: str
    value: str
    address: str


def chips(asked: Asked, tree: Node) -> list[Chip]:
    """The chips of a question's tree, in its order, then that of the days chosen beside it."""
    found = [_chip(part, asked.address(text=write(removed(tree, part)))) for part in _restrictions(tree)]
    if asked.first or asked.last:
        found.append(Chip(*_period(asked.first, asked.last), asked.address(first=None, last=None)))
    return found


def removed(tree: Node, part: Node) -> Node:
    """The tree without one part of it."""
    if tree == part:
        return Everything()
    match tree:
        case And(parts):
            return all_of(removed(inner, part) for inner in parts)
        case Or(parts):
            kept = [left for inner in parts if (left := removed(inner, part)) != Everything()]
            return any_of(kept)
        case InField(field, inner):
            left = removed(inner, part)
            return left if left == Everything() else InField(field, left)
        case _:
            return tree


def _restrictions(tree: Node) -> Iterator[Not | OfRecord | Published]:
    match tree:
        case Not() | OfRecord() | Published():
            yield tree
        case And(parts) | Or(parts):
            for part in parts:
                yield from _restrictions(part)
        case InField(_, part):
            yield from _restrictions(part)


def _chip(part: Not | OfRecord | Published, address: str) -> Chip:
    match part:
        case Not(inner):
            return Chip(_("Left out"), write(inner), address)
        case Published(first, last):
            return Chip(*_period(first, last), address)
        case OfRecord(kind, _ids, label):
            title = _("Writer") if kind is RecordKind.AUTHOR else str(NAMES[kind][0])
            return Chip(title, label, address)


def _period(first: date | None, last: date | None) -> tuple[str, str]:
    """The label and the words of a period: a whole year, one day, or its two ends."""
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return _("Published in"), str(first.year)
    if first and last and first != last:
        return _("Published between"), _("%(first)s and %(last)s") % {"first": _words(first), "last": _words(last)}
    if first and last:
        return _("Published on"), _words(first)
    return (_("Published from"), _words(first)) if first else (_("Published up to"), _words(last))


def _words(day: date | None) -> str:
    return day_in_words(day, weekday=False) if day else ""
