"""Report which reading of an ambiguous word was used, and build the questions that use another reading."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from arabic import Analyzer
from arabic import Reading as LexiconReading
from search.indexing.vocabulary import ArchiveVocabulary
from search.query import tree
from search.query.planner import QueryPlan, SearchTerm, plan_query
from search.query.rewrite import replaced
from search.retrieval.interpret import lexicon
from search.retrieval.params import SearchParams

LEAST = 0.05
"""Smallest share of the weight of a word's readings for a reading to be offered. A rarer one is in the dictionary, but
no reader means it."""

OFFERED = 3
"""Largest number of other readings offered for one word."""


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """An ambiguous word.

    taken: the vocalised lemmas that were searched.
    others: pairs of another vocalised lemma and the address of the question that searches this lemma alone.
    """

    word: str
    taken: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


def ambiguities(params: SearchParams, plan: QueryPlan, held: Collection[str]) -> list[Ambiguity]:
    """Return the ambiguous words of a question. If a word was read in several ways, offer each of them alone too.

    A reading is offered only if some article holds its key (`held`), and if the word, typed as its vocalised lemma, is
    really read so.
    """
    words = {word: choices for word in plan.search_terms if (choices := list(_choices(word)))}
    analyzer = lexicon()
    found = [
        Ambiguity(
            word.word, _lemmas(word), tuple(_offered(params, word, [c for c in choices if c.key in held], analyzer))
        )
        for word, choices in words.items()
    ]
    return [read for read in found if read.others]


def _choices(found: SearchTerm) -> Iterator[LexiconReading]:
    """Yield one reading for each key: the readings that were not used, and also the used ones if they have several
    keys."""
    whole = sum(reading.weight for reading in (*found.readings, *found.others))
    several = len({reading.key for reading in found.readings}) > 1
    seen = set() if several else {reading.key for reading in found.readings}
    for reading in (*found.readings, *found.others):
        if reading.key not in seen and reading.weight >= LEAST * whole:
            seen.add(reading.key)
            yield reading


def _lemmas(found: SearchTerm) -> tuple[str, ...]:
    """Return the lemma of each key that was used."""
    first = {reading.key: reading.lemma for reading in reversed(found.readings)}
    return tuple(dict.fromkeys(first[reading.key] for reading in found.readings))


def _offered(
    params: SearchParams, found: SearchTerm, choices: list[LexiconReading], analyzer: Analyzer
) -> Iterator[tuple[str, str]]:
    """Yield each lemma that is read as its choice when it is typed, with the address of the question that uses it."""
    for reading in choices[:OFFERED]:
        (alone,) = plan_query(tree.Word(reading.lemma), analyzer=analyzer, vocabulary=ArchiveVocabulary()).search_terms
        if {taken.key for taken in alone.readings} == {reading.key}:
            text = replaced(params.text, found.word, reading.lemma)
            yield reading.lemma, params.address(text=text)
