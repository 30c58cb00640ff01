"""Build tantivy's phrase queries for phrases and for near pairs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

from tantivy import Query

from search.backends.tantivy.rarity import Rarity
from search.backends.tantivy.schema import schema
from search.query.budget import Placed
from search.query.plan import Sequence, Span, Term

# A regular expression of tantivy may have 1,000 states at most; each byte of a term adds one state at most.
STATES = 900
# Up to this many phrases of plain terms are used instead of one phrase of alternatives, which is slower.
PLAIN_PHRASES = 16

TERM_EFFORT = 500
"""To look up a term costs about as much as to read so many postings."""

Slots = list[tuple[int, tuple[Term, ...]]]
Weighed = tuple[Query, float]
"""A query, and the rarity that tantivy scores it with."""


def phrases(fieldname: str, slots: Slots, rarity: Rarity, slop: int = 0) -> Iterator[Weighed]:
    """Yield queries of which any finds one term of each slot at its offset, or at most `slop` positions from it on
    either side. Terms that no article holds are left out."""
    rarities = {term.text: rarity.of_term(fieldname, term.text) for _, terms in slots for term in terms}
    held = [(offset, [term.text for term in terms if rarities[term.text]]) for offset, terms in slots]
    offsets = [offset for offset, _ in held]
    if prod(len(terms) for _, terms in held) <= PLAIN_PHRASES:
        for way in product(*(terms for _, terms in held)):
            words = placed(offsets, way)
            yield Query.phrase_query(schema(), fieldname, words, slop), sum(map(rarities.__getitem__, way))
        return
    for way in product(*(expressions(terms) for _, terms in held)):
        # tantivy looks up the frequency of each expression as if it were a term, which no article holds.
        weight = len(way) * rarity.of_nothing()
        yield Query.regex_phrase_query(schema(), fieldname, placed(offsets, way), slop), weight


def placed(offsets: list[int], way: Iterable[str]) -> list[str | tuple[int, str]]:
    """Return terms or expressions, each with its offset."""
    return list(zip(offsets, way, strict=True))


def within(fieldname: str, first: Span, second: Span, distance: int, rarity: Rarity) -> Iterator[Weighed]:
    """Yield queries of which any finds the second span at most `distance` positions after the end of the first.

    For two single words, one query covers the distances: its offset is the middle of them, and its slop reaches down to
    1 but not to 0, where terms of the same word stand. An even number of distances leaves the last one, which gets its
    own query. With longer spans the slop would also separate words that belong side by side, so each distance gets its
    own query.
    """
    if len(first) == len(second) == 1:
        middle = (distance + 1) // 2
        yield from phrases(fieldname, [(0, first[0]), (middle, second[0])], rarity, middle - 1)
    alone = range(1, distance + 1) if len(first) + len(second) > 2 else [] if distance % 2 else [distance]
    head = list(enumerate(first))
    for gap in alone:
        tail = [(len(first) - 1 + gap + offset, terms) for offset, terms in enumerate(second)]
        yield from phrases(fieldname, [*head, *tail], rarity)


def effort(leaf: Placed, held: Mapping[str, int]) -> int:
    """Return about how many postings tantivy reads for all phrase queries of a phrase or near pair."""
    if isinstance(leaf, Sequence):
        return phrases_effort(leaf.slots, held)
    asked = 0
    for left, right in product(leaf.left, leaf.right):
        single = len(left) == len(right) == 1
        asked += 2 * (1 if single else leaf.distance) * phrases_effort((*left, *right), held)
    return asked


def phrases_effort(span: Span, held: Mapping[str, int]) -> int:
    """Return the effort of the phrase queries that `phrases` makes for a span. In a phrase of plain terms the rarest
    one drives the others; of a phrase of alternatives all places are read, for each way to choose from the expressions.
    """
    slots = [[held[term.text] for term in slot if held[term.text]] for slot in span]
    ways = prod(map(len, slots))
    if ways <= PLAIN_PHRASES:
        return ways * len(slots) * (TERM_EFFORT + min(map(sum, slots))) if ways else 0
    sizes = [sum(len(term.text.encode()) for term in slot) for slot in span]
    return prod(1 + size // STATES for size in sizes) * sum(TERM_EFFORT * len(slot) + sum(slot) for slot in slots)


def expressions(terms: Iterable[str]) -> list[str]:
    """Return regular expressions that together match the terms, each small enough for tantivy."""
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
