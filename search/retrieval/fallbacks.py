"""Find similar questions that have results, for a question that finds nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from arabic import Level
from search.backends import default
from search.levels import LEVELS
from search.query.tree import And, Node, Phrase, Word, all_of, any_of
from search.query.unparse import unparse
from search.retrieval.did_you_mean import Doubtful, without_missing
from search.retrieval.filters import load_filters
from search.retrieval.interpret import Interpretation, interpret
from search.retrieval.params import SearchParams


@dataclass(frozen=True, slots=True)
class Fallback:
    """A similar question: its address, and how many articles it finds."""

    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Fallbacks:
    """The same question without its filters, without the words that no article holds, with any of its words, and at
    other levels (each with the level's name). A field is None, or `levels` is empty, if that finds nothing either."""

    unfiltered: Fallback | None
    without_missing: Fallback | None
    any_word: Fallback | None
    levels: tuple[tuple[str, Fallback], ...]


def fallbacks(params: SearchParams, interpretation: Interpretation, unsure: Iterable[Doubtful]) -> Fallbacks:
    """Return the similar questions for an answer without articles. Raise SearchUnavailableError if the engine cannot be
    queried."""
    question = interpretation.question.tree
    shorter, wider = without_missing(question, unsure), _any_word(question)
    others = [rule for rule in LEVELS if rule.level != params.level] if interpretation.plan.search_terms else []
    levels = [(str(rule.name), _fallback(params, level=Level(rule.level))) for rule in others]
    return Fallbacks(
        _fallback(params, **params.unfiltered) if params.has_filters else None,
        _fallback(params, text=shorter) if shorter else None,
        _fallback(params, text=wider) if wider else None,
        tuple((name, found) for name, found in levels if found),
    )


def _any_word(tree: Node) -> str:
    """Return the question changed to ask for any of its words and phrases instead of all. Return "" if it has fewer
    than two."""
    parts = tree.parts if isinstance(tree, And) else ()
    words = [part for part in parts if isinstance(part, Word | Phrase)]
    return unparse(all_of([any_of(words), *(part for part in parts if part not in words)])) if len(words) > 1 else ""


def _fallback(params: SearchParams, **changes: Any) -> Fallback | None:
    changed = replace(params, **changes)
    count = default().search(load_filters(changed).around(interpret(changed).plan.tree), limit=0).total
    return Fallback(params.address(**changes), count) if count else None
