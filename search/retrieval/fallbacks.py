"""Find similar questions that have results, for a question that finds nothing."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from arabic import Level
from search.backends import default
from search.backends.base import Search
from search.backends.deadline import in_time
from search.levels import LEVELS
from search.query.tree import And, Node, Phrase, Word, all_of, any_of
from search.query.unparse import unparse
from search.retrieval.did_you_mean import Doubtful, without_missing
from search.retrieval.filters import load_filters
from search.retrieval.interpret import Interpretation, interpret
from search.retrieval.params import SearchParams

OFFERING = 0.3
"""Seconds of processor time for all similar questions."""


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
    """Return the similar questions for an answer without articles, those that are found in OFFERING seconds. Raise
    SearchUnavailableError if the engine cannot be queried."""
    question = interpretation.question.tree
    shorter, wider = without_missing(question, unsure), _any_word(question)
    others = [rule for rule in LEVELS if rule.level != params.level] if interpretation.plan.search_terms else []
    unfiltered, without, any_word, *levels = _fallbacks(
        params,
        [
            params.unfiltered if params.has_filters else {},
            {"text": shorter} if shorter else {},
            {"text": wider} if wider else {},
            *({"level": Level(rule.level)} for rule in others),
        ],
    )
    named = zip((str(rule.name) for rule in others), levels, strict=True)
    return Fallbacks(unfiltered, without, any_word, tuple((name, found) for name, found in named if found))


def _any_word(tree: Node) -> str:
    """Return the question changed to ask for any of its words and phrases instead of all. Return "" if it has fewer
    than two."""
    parts = tree.parts if isinstance(tree, And) else ()
    words = [part for part in parts if isinstance(part, Word | Phrase)]
    return unparse(all_of([any_of(words), *(part for part in parts if part not in words)])) if len(words) > 1 else ""


def _fallbacks(params: SearchParams, ways: list[dict[str, Any]]) -> list[Fallback | None]:
    """Return the question with each of these changes; None where nothing changes, nothing is found, or the time is up.
    A cluster is asked once for all."""
    end = time.thread_time() + OFFERING

    def left() -> float:
        return end - time.thread_time()

    def search(changes: dict[str, Any]) -> Search:
        changed = replace(params, **changes)
        return Search(load_filters(changed).around(interpret(changed).plan.tree))

    searches = [in_time(partial(search, changes), left()) if changes else None for changes in ways]
    results = iter(default().search_all([each for each in searches if each]))
    found = [in_time(partial(next, results, None), left()) if each else None for each in searches]
    return [
        Fallback(params.address(**changes), result.total) if result and result.total else None
        for changes, result in zip(ways, found, strict=True)
    ]
