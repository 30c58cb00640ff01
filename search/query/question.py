"""What the parser gives: the tree, the text as it was read, and what a reader should be told about the reading."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from search.query.tree import Everything, Node, RecordKind

QUESTION_LIMIT = 500
"""Characters of a question that are read; more is cut, with a notice."""

DEPTH_LIMIT = 30
"""Brackets inside brackets that are followed; deeper ones are ignored, with a notice."""

NEAR_LIMIT = 100
"""Positions that NEAR reaches at most: those left free between two blocks of an article (search/indexing)."""


class Code(StrEnum):
    """What a notice says; its params are named behind it. The pages put it into words."""

    TOO_LONG = "too-long"  # limit
    QUOTE_UNCLOSED = "quote-unclosed"
    BRACKET_UNBALANCED = "bracket-unbalanced"
    BRACKETS_TOO_DEEP = "brackets-too-deep"  # limit
    TAKEN_AS_WORD = "taken-as-word"  # word: an operator or a field without what it needs
    SIGN_IGNORED = "sign-ignored"  # sign: nothing stood behind it that it can mark
    UNKNOWN_VALUE = "unknown-value"  # field, value: no such record; searched as plain words
    UNREADABLE_DATE = "unreadable-date"  # field, value: searched as plain words
    DATES_SWAPPED = "dates-swapped"  # value: the range ran backwards
    STAR_IGNORED = "star-ignored"  # word: its star stands where no beginning of a word does
    PREFIX_IDLE = "prefix-idle"  # field, word: the word has its own level or field, which it keeps
    EXPANSION_CUT = "expansion-cut"  # word, limit: stands for more terms than are searched
    NO_ROOT = "no-root"  # word: searched at the lemma level instead
    NO_DERIVATION = "no-derivation"  # word: no verb form has it; searched at the lemma level instead
    DISTANCE_CUT = "distance-cut"  # word, limit: NEAR with a distance of none or too many; taken as this one


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing a reader should know; params are pairs of name and value."""

    code: Code
    params: tuple[tuple[str, str | int], ...] = ()

    @property
    def values(self) -> dict[str, str | int]:
        """The params by name, for the sentence they go into."""
        return dict(self.params)


def notice(code: Code, **params: str | int) -> Notice:
    """A notice with its params."""
    return Notice(code, tuple(params.items()))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read: its tree, the notices, and the text cleaned and cut."""

    tree: Node
    notices: tuple[Notice, ...]
    text: str

    @property
    def empty(self) -> bool:
        """Whether nothing was asked: the tree is then `Everything()`."""
        return self.tree == Everything()


class Records(Protocol):
    """The names that the archive knows."""

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        """Ids of the records of this kind with this name, at the spelling level; none if unknown."""
        ...


class NoRecords:
    """Records of an archive that names nothing: every field value is then plain words."""

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        """No ids, whatever is asked."""
        return ()
