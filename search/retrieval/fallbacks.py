"""Where a reader goes on to from a question that finds nothing: to questions beside it that find something."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from arabic import Level
from search.levels import LEVELS
from search.query.tree import And, Node, Phrase, Word, all_of, any_of
from search.query.unparse import write
from search.retrieval.did_you_mean import Doubtful, without_missing
from search.retrieval.service import Answer, found


@dataclass(frozen=True, slots=True)
class Beside:
    """A question beside the one that was asked: its address, and how many articles it finds."""

    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Ways:
    """The same question without its filters, without the words that no article holds, for any of its words, and at
    other levels by their names; None and none where they find nothing either."""

    unfiltered: Beside | None
    without_missing: Beside | None
    any_word: Beside | None
    levels: tuple[tuple[str, Beside], ...]


def ways(answer: Answer, unsure: Iterable[Doubtful]) -> Ways:
    """The ways out of an answer without articles. Raises SearchUnavailable."""
    asked, shorter, wider = answer.asked, without_missing(answer, unsure), _any_word(answer.reading.question.tree)
    others = [rule for rule in LEVELS if rule.level != asked.level] if answer.reading.resolved.searched else []
    levels = [(str(rule.name), _beside(answer, level=Level(rule.level))) for rule in others]
    return Ways(
        _beside(answer, **asked.unfiltered) if asked.narrowed else None,
        _beside(answer, text=shorter) if shorter else None,
        _beside(answer, text=wider) if wider else None,
        tuple((name, beside) for name, beside in levels if beside),
    )


def _any_word(tree: Node) -> str:
    """The question for any of the words and phrases that it asks for all of; "" where they are not two."""
    parts = tree.parts if isinstance(tree, And) else ()
    words = [part for part in parts if isinstance(part, Word | Phrase)]
    return write(all_of([any_of(words), *(part for part in parts if part not in words)])) if len(words) > 1 else ""


def _beside(answer: Answer, **changes: Any) -> Beside | None:
    count = found(replace(answer.asked, **changes))
    return Beside(answer.asked.address(**changes), count) if count else None
