"""Names kept whole: what the words of a question name, and the other names of the same."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Name:
    """What the first `length` words of a stretch name.

    protected: the name stands for its own forms with their clitics only, not for its lemma's.
    names: the other names of the same, each as its words.
    """

    length: int
    protected: bool
    names: tuple[tuple[str, ...], ...] = ()


class Gazetteer(Protocol):
    """The names that an archive knows."""

    def find(self, words: tuple[str, ...]) -> Name | None:
        """The longest known name that the words begin with; None where they begin with none."""
        ...


class NoNames:
    """A gazetteer without a name."""

    def find(self, words: tuple[str, ...]) -> Name | None:
        """No name, whatever is asked."""
        return None
