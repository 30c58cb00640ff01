"""The resolved tree -> tantivy query objects."""

import re
from collections.abc import Iterable
from datetime import date
from functools import singledispatch
from itertools import product
from math import prod

from tantivy import FieldType, Occur, Query

from search.backends.base import HEADLINE_WEIGHT, UnknownNode
from search.backends.tantivy.schema import schema
from search.query import resolved
from search.query.resolved import Span, Term

# A regular expression of tantivy may have 1,000 states at most; a byte more of a term is a state more at most.
STATES = 900
# Phrases of plain terms that are asked for instead of one phrase of alternatives, which is slower.
PLAIN_PHRASES = 16

Offset = list[tuple[int, tuple[Term, ...]]]


@singledispatch
def compiled(node: object) -> Query:
    """Return the query that finds what `node` means. Raises UnknownNode for a node this engine does not know."""
    raise UnknownNode(node, "tantivy")


@compiled.register
def _(node: resolved.Everything) -> Query:
    return Query.const_score_query(Query.all_query(), 0.0)


@compiled.register
def _(node: resolved.Nothing) -> Query:
    return Query.empty_query()


@compiled.register
def _(node: resolved.AnyTerm) -> Query:
    return any_of([term_query(name, term, boost) for name, boost in scored(node.field) for term in node.terms])


@compiled.register
def _(node: resolved.Sequence) -> Query:
    slots = list(enumerate(node.slots))
    return any_of([boosted(query, boost) for name, boost in scored(node.field) for query in phrases(name, slots)])


@compiled.register
def _(node: resolved.Near) -> Query:
    pairs = [pair for one in node.left for other in node.right for pair in ((one, other), (other, one))]
    return any_of(
        [
            boosted(query, boost)
            for name, boost in scored(node.field)
            for first, second in pairs
            for query in within(name, first, second, node.distance)
        ]
    )


@compiled.register
def _(node: resolved.AllOf) -> Query:
    return Query.boolean_query([(Occur.Must, compiled(part)) for part in node.parts])


@compiled.register
def _(node: resolved.AnyOf) -> Query:
    return any_of(map(compiled, node.parts))


@compiled.register
def _(node: resolved.Without) -> Query:
    return Query.boolean_query([(Occur.Must, compiled(node.kept)), (Occur.MustNot, compiled(node.dropped))])


@compiled.register
def _(node: resolved.RecordIs) -> Query:
    return unscored(any_of([Query.term_query(schema(), node.kind, pk) for pk in node.ids]))


@compiled.register
def _(node: resolved.PublishedBetween) -> Query:
    first = node.first.toordinal() if node.first else 1
    last = node.last.toordinal() if node.last else date.max.toordinal()
    return unscored(Query.range_query(schema(), "day", FieldType.Unsigned, first, last))


@compiled.register
def _(node: resolved.Beyond) -> Query:
    at = place(node.newest, node.dated, node.order, node.article)
    ends = {"upper_bound": at, "include_upper": False} if node.newest else {"lower_bound": at, "include_lower": False}
    return unscored(Query.range_query(schema(), "newest" if node.newest else "oldest", FieldType.Integer, **ends))


def any_of(queries: Iterable[Query]) -> Query:
    """Return the query for articles of any of the queries."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def unscored(query: Query) -> Query:
    """Return the query, its articles without a score."""
    return Query.const_score_query(query, 0.0)


def boosted(query: Query, boost: float) -> Query:
    """Return the query, its scores times `boost`."""
    return query if boost == 1.0 else Query.boost_query(query, boost)


def term_query(fieldname: str, term: Term, boost: float) -> Query:
    """Return the query for one term."""
    return boosted(Query.term_query(schema(), fieldname, term.text, "freq"), boost * term.weight)


def scored(fieldname: str) -> tuple[tuple[str, float], ...]:
    """Return the fields whose occurrences count when a word is searched in `fieldname`, and for how much."""
    return (("text", 1.0), ("headline", HEADLINE_WEIGHT)) if fieldname == "text" else ((fieldname, 1.0),)


def phrases(fieldname: str, slots: Offset) -> list[Query]:
    """Return queries of which any finds one term of each slot at its offset."""
    if len(slots) == 1:
        return [term_query(fieldname, term, 1.0) for term in slots[0][1]]
    offsets = [offset for offset, _ in slots]
    if prod(len(terms) for _, terms in slots) <= PLAIN_PHRASES:
        ways = product(*([term.text for term in terms] for _, terms in slots))
        return [Query.phrase_query(schema(), fieldname, list(zip(offsets, way, strict=True))) for way in ways]
    patterns = product(*(expressions(term.text for term in terms) for _, terms in slots))
    return [Query.regex_phrase_query(schema(), fieldname, list(zip(offsets, way, strict=True))) for way in patterns]


def within(fieldname: str, first: Span, second: Span, distance: int) -> list[Query]:
    """Return queries of which any finds the second span `distance` positions behind the end of the first at most."""
    head = list(enumerate(first))
    return [
        query
        for gap in range(len(first), len(first) + distance)
        for query in phrases(fieldname, [*head, *((gap + offset, terms) for offset, terms in enumerate(second))])
    ]


def expressions(terms: Iterable[str]) -> list[str]:
    """Return regular expressions that find the terms between them, each small enough for tantivy."""
    found: list[list[str]] = [[]]
    states, before = 0, b""
    for term in sorted(set(terms)):
        here = term.encode()
        shared = next(
            (n for n, (a, b) in enumerate(zip(here, before, strict=False)) if a != b), min(len(here), len(before))
        )
        if states + len(here) - shared > STATES:
            found.append([])
            states, shared = 0, 0
        found[-1].append(re.escape(term))
        states += len(here) - shared
        before = here
    return ["|".join(chunk) if len(chunk) == 1 else f"(?:{'|'.join(chunk)})" for chunk in found]
