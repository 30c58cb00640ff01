"""The rarity (inverse document frequency) of a question's terms, as BM25 weighs them."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import log

from tantivy import Searcher

from search.query.plan import Span, Term

KNOWN = 100_000
"""Terms whose frequency is cached: the same words are searched again and again."""


class Rarity:
    """Inverse document frequencies in one state of the index; deleted articles count until their segment is merged.

    frequency(field, value) returns how many articles hold a value in a field.
    """

    frequency: Callable[[str, str | int], int]

    def __init__(self, searcher: Searcher) -> None:
        self._size = searcher.num_docs
        self.frequency = lru_cache(KNOWN)(searcher.doc_freq)

    def of_term(self, fieldname: str, term: str) -> float:
        """Return the weight that tantivy itself gives to a term; 0 if no article holds it."""
        held = self.frequency(fieldname, term)
        return self._rarity(held) if held else 0.0

    def of_word(self, fieldname: str, terms: Iterable[Term]) -> float:
        """Return the rarity of a word's terms taken as one. A form stands at the same positions as its keys, so the two
        are counted apart and the higher count is used."""
        forms = keys = 0
        for term in terms:
            held = self.frequency(fieldname, term.text)
            forms, keys = (forms + held, keys) if term.text[0] == "=" else (forms, keys + held)
        return self._rarity(max(forms, keys))

    def of_span(self, fieldname: str, span: Span) -> float:
        """Return the rarity of words side by side: the sum over the words."""
        return sum(self.of_word(fieldname, slot) for slot in span)

    def of_nothing(self) -> float:
        """Return the weight that tantivy gives to a term that no article holds."""
        return self._rarity(0)

    def _rarity(self, held: int) -> float:
        size = max(self._size, held)
        return log(1 + (size - held + 0.5) / (held + 0.5))
