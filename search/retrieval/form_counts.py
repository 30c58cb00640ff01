"""The forms of a question's words that the archive holds, and how many articles hold each form and name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from arabic import Analyzer
from search.backends import Backend
from search.indexing.vocabulary import ArchiveVocabulary
from search.query.planner import SearchTerm

COUNTED = 8
"""Names of a question that are counted, each by a search of its own; further ones stand without a count."""


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word of the question: `articles` adds up how many hold each of its forms; `is_absent` says that none holds it
    or a name of it, though the reader dropped nothing."""

    word: str
    articles: int
    is_absent: bool


@dataclass(frozen=True, slots=True)
class FormCounts:
    """What the words that are looked for stand for in the archive.

    `lemmas` has, for each word, its forms with the key that each comes by, "" where it comes by none; `held` how many
    articles hold a form; `named` how many hold a name, by what the question says for it; `words` sums up each word.
    """

    lemmas: tuple[Mapping[str, str], ...]
    held: Mapping[str, int]
    named: Mapping[str, int]
    words: tuple[WordCount, ...]


def count_forms(backend: Backend, terms: Sequence[SearchTerm], analyzer: Analyzer) -> FormCounts:
    """Look up the words of a question's plan. Raise SearchUnavailableError."""
    keys = {term.text for found in terms for term in found.terms if not term.text.startswith("=")}
    forms_of = ArchiveVocabulary().forms_of(keys) if keys else {}
    lemmas = tuple(_lemmas(found, forms_of, analyzer) for found in terms)
    counts = backend.frequencies({"=" + form for forms in lemmas for form in forms})
    held = {term[1:]: count for term, count in counts.items()}
    said = dict(pair for found in terms for pair in found.said)
    named = {name: backend.search(node, limit=0).total for name, node in list(said.items())[:COUNTED]}
    words = tuple(_word_count(found, forms, held, named) for found, forms in zip(terms, lemmas, strict=True))
    return FormCounts(lemmas, held, named, words)


def _lemmas(found: SearchTerm, forms_of: Mapping[str, Iterable[str]], analyzer: Analyzer) -> dict[str, str]:
    """Return each form that the word stands for with the key it comes by, the first in the order of the terms, else "".
    Where a form was dropped, its key gave way to its other forms: they have it back."""
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
