"""Find the forms of a question's words that the archive holds, and count the articles of each form and name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from arabic import Analyzer
from search.backends import Backend
from search.indexing.vocabulary import ArchiveVocabulary
from search.query.plan import Node
from search.query.planner import SearchTerm
from search.retrieval.withdrawn import Withdrawn

COUNTED = 8
"""Largest number of names of a question that are counted; each is a search of its own, beside that of the results.
Further names have no count."""


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word of the question. `articles` is the sum of the counts of its forms. `is_absent` says that no article holds
    a form or a name of it, although the reader dropped nothing."""

    word: str
    articles: int
    is_absent: bool


@dataclass(frozen=True, slots=True)
class FormCounts:
    """The forms and names in the archive that the searched words stand for.

    lemmas: for each word, its forms with the key that gave each form; "" if no key did.
    held: form -> number of articles that hold it.
    named: name, as the plan writes it -> number of articles that hold it.
    words: a summary of each word.
    keys: those keys of the words' readings, taken or not, that some article holds.
    """

    lemmas: tuple[Mapping[str, str], ...]
    held: Mapping[str, int]
    named: Mapping[str, int]
    words: tuple[WordCount, ...]
    keys: frozenset[str]


def names_of(terms: Iterable[SearchTerm]) -> dict[str, Node]:
    """Return the names of a query plan that are counted, each with the node that finds it."""
    said = dict(pair for found in terms for pair in found.said)
    return dict(list(said.items())[:COUNTED])


def count_forms(
    terms: Sequence[SearchTerm], named: Mapping[str, int], analyzer: Analyzer, backend: Backend, withdrawn: Withdrawn
) -> FormCounts:
    """Look up the words of a query plan in the vocabulary, which takes one query; `named` are the counts of its names.
    Raise SearchUnavailableError if articles were withdrawn and the engine cannot be queried."""
    keys = {term.text for found in terms for term in found.terms if not term.text.startswith("=")}
    others = {reading.key for found in terms for reading in (*found.readings, *found.others)}
    exact = {term.text[1:] for found in terms for term in found.terms if term.text.startswith("=")}
    counts = ArchiveVocabulary().counts(keys | others, exact) if terms else {}
    lemmas = tuple(_lemmas(found, counts, analyzer) for found in terms)
    held = dict.fromkeys((form for forms in lemmas for form in forms), 0)
    for forms in counts.values():
        held |= forms
    public = withdrawn.taken_from({"=" + form: count for form, count in held.items()}, backend)
    held = {term[1:]: count for term, count in public.items()}
    words = tuple(_word_count(found, forms, held, named) for found, forms in zip(terms, lemmas, strict=True))
    found_keys = frozenset(key for key, forms in counts.items() if key and any(map(held.get, forms)))
    return FormCounts(lemmas, held, named, words, found_keys)


def _lemmas(found: SearchTerm, forms_of: Mapping[str, Iterable[str]], analyzer: Analyzer) -> dict[str, str]:
    """Return each form that the word stands for, with the key that gave it: the first in the order of the terms, or "".
    If a form was dropped, the plan has the other forms instead of their key. These forms get their key back."""
    lemmas: dict[str, str] = {}
    for term in found.terms:
        if term.text.startswith("="):
            lemmas.setdefault(term.text[1:], "")
        else:
            lemmas.update((form, term.text) for form in forms_of.get(term.text, ()) if not lemmas.get(form))
    if found.dropped and any(lemmas.values()):
        return {form: lemma or next(iter(analyzer.terms(form)[1:]), "") for form, lemma in lemmas.items()}
    return lemmas


def _word_count(
    found: SearchTerm, forms: Iterable[str], held: Mapping[str, int], named: Mapping[str, int]
) -> WordCount:
    articles = sum(held[form] for form in forms) or named.get(found.word, 0)
    is_found = articles or found.dropped or any(named.get(name) != 0 for name in found.names)
    return WordCount(found.word, articles, not is_found)
