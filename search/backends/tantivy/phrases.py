"""Phrases and nearness, as tantivy's phrase queries."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from tantivy import Query

from search.backends.tantivy.rarity import Rarity
from search.backends.tantivy.schema import schema
from search.query.resolved import Span, Term

# A regular expression of tantivy may have 1,000 states at most; a byte more of a term is a state more at most.
STATES = 900
# Phrases of plain terms that are asked for instead of one phrase of alternatives, which is slower.
PLAIN_PHRASES = 16

Slots = list[tuple[int, tuple[Term, ...]]]
Weighed = tuple[Query, float]
"""A query, and the rarity that tantivy scores it with."""


def phrases(fieldname: str, slots: Slots, rarity: Rarity) -> Iterator[Weighed]:
    """Yield queries of which any finds one term of each slot at its offset; what no article holds is left out."""
    rarities = {term.text: rarity.of_term(fieldname, term.text) for _, terms in slots for term in terms}
    held = [(offset, [term.text for term in terms if rarities[term.text]]) for offset, terms in slots]
    offsets = [offset for offset, _ in held]
    if prod(len(terms) for _, terms in held) <= PLAIN_PHRASES:
        for way in product(*(terms for _, terms in held)):
            yield _phrase(fieldname, list(zip(offsets, way, strict=True))), sum(map(rarities.__getitem__, way))
        return
    for way in product(*(expressions(terms) for _, terms in held)):
        pattern: list[str | tuple[int, str]] = list(zip(offsets, way, strict=True))
        # tantivy looks each expression up as if it were a term, which no article holds.
        yield Query.regex_phrase_query(schema(), fieldname, pattern), len(pattern) * rarity.of_nothing()


def within(fieldname: str, first: Span, second: Span, distance: int, rarity: Rarity) -> Iterator[Weighed]:
    """Yield queries of which any finds the second span `distance` positions behind the end of the first at most."""
    head = list(enumerate(first))
    for gap in range(len(first), len(first) + distance):
        tail = [(gap + offset, terms) for offset, terms in enumerate(second)]
        yield from phrases(fieldname, [*head, *tail], rarity)


def expressions(terms: Iterable[str]) -> list[str]:
    """Return regular expressions that find the terms between them, each small enough for tantivy."""
    found: list[list[str]] = [[]]
    states, before = 0, b""
    for term in sorted(set(terms)):
        here = term.encode()
        pairs = enumerate(zip(here, before, strict=False))
        shared = next((n for n, (one, other) in pairs if one != other), min(len(here), len(before)))
        if states + len(here) - shared > STATES:
            found.append([])
            states, shared = 0, 0
        found[-1].append(re.escape(term))
        states += len(here) - shared
        before = here
    return ["|".join(chunk) if len(chunk) == 1 else f"(?:{'|'.join(chunk)})" for chunk in found]


def _phrase(fieldname: str, way: list[tuple[int, str]]) -> Query:
    return Query.phrase_query(schema(), fieldname, list(way))
