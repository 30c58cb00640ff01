"""Known names: find a name among the words of a question, with the other names of the same person or thing."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Name:
    """A known name at the start of a sequence of words.

    length: the number of its words. protected: the name stands only for its own forms with their clitics, not for those
    of its lemma. names: the other names of the same person or thing, each as its words.
    """

    length: int
    protected: bool
    names: tuple[tuple[str, ...], ...] = ()


class Gazetteer(Protocol):
    """The names that an archive knows."""

    def find(self, words: tuple[str, ...]) -> Name | None:
        """Return the longest known name that the words begin with; None if they begin with none."""
        ...


class NoNames:
    """A gazetteer without names."""

    def find(self, words: tuple[str, ...]) -> Name | None:
        """Return None for all words."""
        return None
