"""The forms of a question's words that the archive holds, and how many articles hold each form and name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.backends import Backend
from search.indexing.vocabulary import ArchiveVocabulary
from search.query.planner import Searched

COUNTED = 8
"""Names of a question that are counted, each by a search of its own; further ones stand without a count."""


@dataclass(frozen=True, slots=True)
class Attested:
    """What the words that are looked for stand for in the archive.

    `lemmas` has, for each word, its forms with the key that each comes by, "" where it comes by none; `held` how many
    articles hold a form; `named` how many hold a name, by what the question says for it.
    """

    lemmas: tuple[Mapping[str, str], ...]
    held: Mapping[str, int]
    named: Mapping[str, int]


def attested(backend: Backend, words: Sequence[Searched]) -> Attested:
    """Look up the words of a resolved question. Raises SearchUnavailable."""
    keys = {term.text for found in words for term in found.terms if not term.text.startswith("=")}
    forms_of = ArchiveVocabulary().forms_of(keys) if keys else {}
    lemmas = tuple(_lemmas(found, forms_of) for found in words)
    held = backend.frequencies({"=" + form for forms in lemmas for form in forms})
    said = dict(pair for found in words for pair in found.said)
    named = {name: backend.search(node, limit=0).total for name, node in list(said.items())[:COUNTED]}
    return Attested(lemmas, {term[1:]: count for term, count in held.items()}, named)


def _lemmas(found: Searched, forms_of: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each form that the word stands for with the key it comes by, the first in the order of the terms, else ""."""
    lemmas: dict[str, str] = {}
    for term in found.terms:
        if term.text.startswith("="):
            lemmas.setdefault(term.text[1:], "")
        else:
            lemmas.update((form, term.text) for form in forms_of.get(term.text, ()) if not lemmas.get(form))
    return lemmas
