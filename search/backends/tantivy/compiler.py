"""The resolved tree -> tantivy query objects.

tantivy scores each term by itself. That the terms of a word count as one is brought about by what it offers: of the
terms that an article holds the best counts, the others by a share, each with the rarity that the word has as a whole.
"""

from collections.abc import Iterable
from datetime import date
from functools import singledispatch

from tantivy import FieldType, Occur, Query

from search.backends.base import HEADLINE_BOOST, OTHER_TERMS, UnknownNode
from search.backends.tantivy.phrases import phrases, within
from search.backends.tantivy.rarity import Rarity
from search.backends.tantivy.schema import place, schema
from search.query import resolved
from search.query.resolved import Term

Fields = tuple[tuple[str, float], ...]
"""Fields of the index, each with what an occurrence in it counts for."""


@singledispatch
def compiled(node: object, rarity: Rarity) -> Query:
    """Return the query that finds what `node` means. Raises UnknownNode for a node this engine does not know."""
    raise UnknownNode(node, "tantivy")


@compiled.register
def _(node: resolved.Everything, rarity: Rarity) -> Query:
    return unscored(Query.all_query())


@compiled.register
def _(node: resolved.Nothing, rarity: Rarity) -> Query:
    return Query.empty_query()


@compiled.register
def _(node: resolved.AnyTerm, rarity: Rarity) -> Query:
    fields, weight = scored(node.field), rarity.of_word(node.field, node.terms)
    found = best_of(terms_of(fields, node.terms, weight, rarity))
    if not node.related:
        return found
    # In one field alone: what stands in a headline stands in the text too.
    related = best_of(terms_of(fields[:1], node.related, weight, rarity))
    return Query.boolean_query([(Occur.Must, found), (Occur.Should, related)])


@compiled.register
def _(node: resolved.Sequence, rarity: Rarity) -> Query:
    weight = rarity.of_span(node.field, node.slots)
    slots = list(enumerate(node.slots))
    return best_of(
        boosted(query, boost * weight / own)
        for name, boost in scored(node.field)
        for query, own in phrases(name, slots, rarity)
    )


@compiled.register
def _(node: resolved.Near, rarity: Rarity) -> Query:
    weight = sum(rarity.of_span(node.field, side[0]) for side in (node.left, node.right))
    pairs = [pair for one in node.left for other in node.right for pair in ((one, other), (other, one))]
    return best_of(
        boosted(query, boost * weight / own)
        for name, boost in scored(node.field)
        for first, second in pairs
        for query, own in within(name, first, second, node.distance, rarity)
    )


@compiled.register
def _(node: resolved.AllOf, rarity: Rarity) -> Query:
    return Query.boolean_query([(Occur.Must, compiled(part, rarity)) for part in node.parts])


@compiled.register
def _(node: resolved.AnyOf, rarity: Rarity) -> Query:
    return any_of(compiled(part, rarity) for part in node.parts)


@compiled.register
def _(node: resolved.Without, rarity: Rarity) -> Query:
    kept, dropped = (compiled(part, rarity) for part in (node.kept, node.dropped))
    return Query.boolean_query([(Occur.Must, kept), (Occur.MustNot, dropped)])


@compiled.register
def _(node: resolved.RecordIs, rarity: Rarity) -> Query:
    return unscored(any_of(Query.term_query(schema(), node.kind, pk) for pk in node.ids))


@compiled.register
def _(node: resolved.PublishedBetween, rarity: Rarity) -> Query:
    first = node.first.toordinal() if node.first else 1
    last = node.last.toordinal() if node.last else date.max.toordinal()
    return unscored(Query.range_query(schema(), "day", FieldType.Unsigned, first, last))


@compiled.register
def _(node: resolved.Beyond, rarity: Rarity) -> Query:
    at = place(node.newest, node.dated, node.order, node.article)
    if node.newest:
        return unscored(Query.range_query(schema(), "newest", FieldType.Integer, None, at, include_upper=False))
    return unscored(Query.range_query(schema(), "oldest", FieldType.Integer, at, None, include_lower=False))


@compiled.register
def _(node: resolved.Sample, rarity: Rarity) -> Query:
    return unscored(Query.range_query(schema(), "sample", FieldType.Unsigned, 0, node.below, include_upper=False))


def is_scored(node: resolved.Node) -> bool:
    """Whether what `node` finds has a score: whether it asks for words, and not for records and days alone."""
    match node:
        case resolved.AnyTerm() | resolved.Sequence() | resolved.Near():
            return True
        case resolved.AllOf(parts) | resolved.AnyOf(parts):
            return any(map(is_scored, parts))
        case resolved.Without(kept):
            return is_scored(kept)
    return False


def any_of(queries: Iterable[Query]) -> Query:
    """Return the query for articles of any of the queries, their scores added up."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def best_of(queries: Iterable[Query]) -> Query:
    """Return the query for articles of any of the queries, which are ways of asking for one thing."""
    asked = list(queries)
    return asked[0] if len(asked) == 1 else Query.disjunction_max_query(asked, OTHER_TERMS)


def unscored(query: Query) -> Query:
    """Return the query, its articles without a score."""
    return Query.const_score_query(query, 0.0)


def boosted(query: Query, boost: float) -> Query:
    """Return the query, its scores times `boost`."""
    return Query.boost_query(query, boost)


def terms_of(fields: Fields, terms: Iterable[Term], weight: float, rarity: Rarity) -> Iterable[Query]:
    """Return the queries for those of the terms that some article holds, all of them as rare as `weight` says."""
    for name, boost in fields:
        for term in terms:
            if own := rarity.of_term(name, term.text):
                query = Query.term_query(schema(), name, term.text, "freq")
                yield boosted(query, boost * term.weight * weight / own)


def scored(fieldname: str) -> Fields:
    """Return the fields whose occurrences count when a word is searched in `fieldname`, and for how much."""
    return (("text", 1.0), ("headline", HEADLINE_BOOST)) if fieldname == "text" else ((fieldname, 1.0),)
