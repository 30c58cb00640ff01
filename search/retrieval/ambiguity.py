"""Which reading of an ambiguous word was taken, and the questions that take another."""

from collections.abc import Iterator
from dataclasses import dataclass

from arabic import Analyzer
from arabic import Reading as LexiconReading
from search.backends import default
from search.indexing.vocabulary import ArchiveVocabulary
from search.query import tree
from search.query.planner import QueryPlan, SearchTerm, plan_query
from search.query.rewrite import replaced
from search.retrieval.interpret import lexicon
from search.retrieval.params import SearchParams

LEAST = 0.05
"""The share of a word's readings below which another one is no reader's meaning, but the dictionary's."""

OFFERED = 3
"""Other readings offered for a word."""


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """An ambiguous word, the vocalised lemmas it was read as, and others with the address that asks for each alone."""

    word: str
    taken: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


def ambiguities(params: SearchParams, plan: QueryPlan) -> list[Ambiguity]:
    """The ambiguous words of a question; of a word read in several ways each of them is offered alone too.

    Offered is what some article holds, and what the vocalised lemma is really read as. Raises SearchUnavailable.
    """
    words = {word: choices for word in plan.search_terms if (choices := list(_choices(word)))}
    held = default().frequencies({choice.key for choices in words.values() for choice in choices}) if words else {}
    analyzer = lexicon()
    found = [
        Ambiguity(
            word.word, _lemmas(word), tuple(_offered(params, word, [c for c in choices if held[c.key]], analyzer))
        )
        for word, choices in words.items()
    ]
    return [read for read in found if read.others]


def _choices(found: SearchTerm) -> Iterator[LexiconReading]:
    """One reading a key: those not taken, and where several were taken those too."""
    whole = sum(reading.weight for reading in (*found.readings, *found.others))
    several = len({reading.key for reading in found.readings}) > 1
    seen = set() if several else {reading.key for reading in found.readings}
    for reading in (*found.readings, *found.others):
        if reading.key not in seen and reading.weight >= LEAST * whole:
            seen.add(reading.key)
            yield reading


def _lemmas(found: SearchTerm) -> tuple[str, ...]:
    """The lemma of each key that was taken."""
    first = {reading.key: reading.lemma for reading in reversed(found.readings)}
    return tuple(dict.fromkeys(first[reading.key] for reading in found.readings))


def _offered(
    params: SearchParams, found: SearchTerm, choices: list[LexiconReading], analyzer: Analyzer
) -> Iterator[tuple[str, str]]:
    """The lemmas of the choices that the word is really read by when it is typed so, each with its question."""
    for reading in choices[:OFFERED]:
        (alone,) = plan_query(tree.Word(reading.lemma), analyzer=analyzer, vocabulary=ArchiveVocabulary()).search_terms
        if {taken.key for taken in alone.readings} == {reading.key}:
            text = replaced(params.text, found.word, reading.lemma)
            yield reading.lemma, params.address(text=text)
