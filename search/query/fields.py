"""The names that may stand before a colon: Arabic, with and without the article, and English."""

from enum import Enum
from typing import TypeAlias

from arabic import Level, spelling
from arabic.affixes import without_article
from articles.kinds import KINDS
from search.query.tree import Field, RecordKind


class DateBound(Enum):
    """The side of a range of days that a date field sets."""

    FROM = "from"
    TO = "to"
    WITHIN = "within"


Prefix: TypeAlias = Field | RecordKind | DateBound | Level

# `unparse` writes the first name of each row.
_NAMES: dict[Prefix, tuple[str, ...]] = {
    Field.HEADLINE: ("عنوان", "headline", "title"),
    Field.TEXT: ("نص", "text", "body"),
    **{RecordKind(kind.name): kind.question_names for kind in KINDS},
    DateBound.FROM: ("من", "from"),
    DateBound.TO: ("إلى", "to"),
    DateBound.WITHIN: ("تاريخ", "date"),
    Level.DERIVATION: ("اشتقاق", "derivation"),
    Level.ROOT: ("جذر", "root"),
}


def _key(name: str) -> str:
    """Fold a field name, so that variants match: hamza, final ة and ى, the article, upper case."""
    return without_article(spelling(name).casefold().translate({ord("ة"): "ه", ord("ى"): "ي"}))


_PREFIXES = {_key(name): prefix for prefix, names in _NAMES.items() for name in names}


def prefix_named(name: str) -> Prefix | None:
    """Return the prefix that has this name; None if the language has no such name."""
    return _PREFIXES.get(_key(name))


def written_name(prefix: Prefix) -> str:
    """Return the name that `unparse` writes before the colon."""
    return _NAMES[prefix][0]
