"""Build the chips: the exclusions and restrictions of a question, each of which a reader can remove with a click.

`_LABELS` has, for each kind of node, the function that returns the label and value of its chip. Words and phrases have
a function of their own. Other nodes have no chip.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arabic import Level
from articles.wording import day_in_words, day_of_month_in_words, kind_title
from search.levels import LEVELS
from search.query.prune import removable_parts, without_part
from search.query.tree import (
    Beginning,
    Field,
    InField,
    Near,
    Node,
    Not,
    OfRecord,
    Phrase,
    Published,
    Word,
)
from search.query.unparse import unparse
from search.retrieval.params import SearchParams, fitting

MOST = 60
"""Largest number of chips of the parts of a question."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A label, its value, and the address of the question without it."""

    label: str
    value: str
    address: str


def chips(params: SearchParams, tree: Node) -> list[Chip]:
    """Return the chips of a query tree in its order, the first MOST of them, then those of the days chosen beside
    it."""
    marked = ((path, reads) for path, part in removable_parts(tree) if (reads := said(part, params.level)))
    found = [
        Chip(*reads, params.address(text=unparse(without_part(tree, path))))
        for path, reads in islice(marked, fitting(params.address(), MOST, 0.2))
    ]
    if params.first or params.last:
        found.append(Chip(*_period(Published(params.first, params.last)), params.address(first=None, last=None)))
    if params.day:
        found.append(Chip(_("Every year on"), day_of_month_in_words(*params.day), params.address(day=None)))
    return found


def said(part: Node, level: Level) -> tuple[str, str] | None:
    """Return the label and value of a part's chip; None if it has none."""
    if isinstance(part, Word | Phrase):
        return _marked(part, level)
    label = _LABELS.get(type(part))
    return label(part) if label else None


def _marked(leaf: Word | Phrase, chosen: Level) -> tuple[str, str] | None:
    """Return the chip of a word or phrase whose own level is not the chosen one. Plain quotation marks have no chip."""
    plain = None if isinstance(leaf, Word) else Level.SPELLING
    if leaf.level in (None, plain, chosen):
        return None
    names = {rule.level: str(rule.name) for rule in LEVELS}
    return names[leaf.level], leaf.text if isinstance(leaf, Word) else " ".join(leaf.words)


def _left_out(part: Not) -> tuple[str, str]:
    return _("Left out"), unparse(part.part)


def _record(part: OfRecord) -> tuple[str, str]:
    return kind_title(part.kind), part.label


def _field(part: InField) -> tuple[str, str]:
    return _("In the headline") if part.field is Field.HEADLINE else _("In the text"), unparse(part.part)


def _near(part: Near) -> tuple[str, str]:
    label = ngettext("%(count)s word apart at most", "%(count)s words apart at most", part.distance)
    both = _("%(one)s and %(other)s") % {"one": unparse(part.left), "other": unparse(part.right)}
    return label % {"count": part.distance}, both


def _beginning(part: Beginning) -> tuple[str, str]:
    return _("Begins with"), part.text


def _period(part: Published) -> tuple[str, str]:
    """Return the chip of a whole year, of one day, or of a period with one or two ends."""
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
