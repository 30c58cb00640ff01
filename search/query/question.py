"""The result of parsing: the tree, the text as it was read, and the notices for the reader."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from search.query.tree import Everything, Node, RecordKind

QUESTION_LIMIT = 500
"""Characters of a question that are read; the rest is cut, with a notice."""

DEPTH_LIMIT = 30
"""Levels of nested brackets that are followed; deeper brackets are ignored, with a notice."""

NEAR_LIMIT = 100
"""The largest distance of NEAR, in positions: as many as are left free between two blocks of an article
(search/indexing)."""


class Code(StrEnum):
    """The meaning of a notice; the pages put it into words. The comment after a code names its params."""

    TOO_LONG = "too-long"  # limit
    QUOTE_UNCLOSED = "quote-unclosed"
    BRACKET_UNBALANCED = "bracket-unbalanced"
    BRACKETS_TOO_DEEP = "brackets-too-deep"  # limit
    TAKEN_AS_WORD = "taken-as-word"  # word: an operator or a field without its operand or value
    SIGN_IGNORED = "sign-ignored"  # sign: it is not followed by anything that it can mark
    UNKNOWN_VALUE = "unknown-value"  # field, value: no such record; searched as plain words
    UNREADABLE_DATE = "unreadable-date"  # field, value: searched as plain words
    DATES_SWAPPED = "dates-swapped"  # value: the range ran backwards
    STAR_IGNORED = "star-ignored"  # word: its star does not mark the beginning of a word
    PREFIX_IDLE = "prefix-idle"  # field, word: the word has its own level or field, which it keeps
    EXPANSION_CUT = "expansion-cut"  # word, limit: it stands for more terms than are searched
    NO_ROOT = "no-root"  # word: searched at the lemma level instead
    NO_DERIVATION = "no-derivation"  # word: no verb form has it; searched at the lemma level instead
    BEGINNINGS_CUT = "beginnings-cut"  # limit: the stars of further words are ignored
    TERMS_CUT = "terms-cut"  # limit: the words stand for too many terms together; each is searched with so many
    TOO_FREQUENT = "too-frequent"  # words: forms that were left out of phrases and near pairs, the most frequent
    NARROWED_DISTANCE = "narrowed-distance"  # limit: the distance at which near pairs were searched
    DISTANCE_CUT = "distance-cut"  # word, limit: NEAR with a distance of 0 or too large; read as `limit`


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell the reader; params are pairs of name and value."""

    code: Code
    params: tuple[tuple[str, str | int], ...] = ()

    @property
    def values(self) -> dict[str, str | int]:
        """The params by name, for the text of the notice."""
        return dict(self.params)


def notice(code: Code, **params: str | int) -> Notice:
    """Return a notice with its params."""
    return Notice(code, tuple(params.items()))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read: its tree, the notices, and the text after cleaning and cutting."""

    tree: Node
    notices: tuple[Notice, ...]
    text: str

    @property
    def empty(self) -> bool:
        """Whether nothing was asked: the tree is then `Everything()`."""
        return self.tree == Everything()


class Records(Protocol):
    """The names of records that the archive knows."""

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        """Return the ids of the records of this kind with this name, compared at the spelling level; () if unknown."""
        ...


class NoRecords:
    """Records of an archive without names: every field value then becomes plain words."""

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        """Return no ids for any name."""
        return ()
