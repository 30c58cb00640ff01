"""The names that stand before a colon, in Arabic with and without the article, and in English."""

from enum import Enum
from typing import TypeAlias

from arabic import Level, spelling
from arabic.affixes import without_article
from articles.kinds import KINDS
from search.query.tree import Field, RecordKind


class DateBound(Enum):
    """Which side of the days a date field sets."""

    FROM = "from"
    TO = "to"
    WITHIN = "within"


Prefix: TypeAlias = Field | RecordKind | DateBound | Level

# The first name of each row is the one that the writer uses.
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
    """A field name without what its writers vary: hamza, final ة and ى, the article, upper case."""
    return without_article(spelling(name).casefold().translate({ord("ة"): "ه", ord("ى"): "ي"}))


_PREFIXES = {_key(name): prefix for prefix, names in _NAMES.items() for name in names}


def prefix_named(name: str) -> Prefix | None:
    """What this name before a colon asks for; None if it is no name of the language."""
    return _PREFIXES.get(_key(name))


def written_name(prefix: Prefix) -> str:
    """The name that the writer puts before the colon."""
    return _NAMES[prefix][0]
