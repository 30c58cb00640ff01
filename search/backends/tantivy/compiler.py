"""The resolved tree -> tantivy query objects.

tantivy scores each term by itself. That the terms of a word count as one is brought about by what it offers: of the
terms that an article holds the best counts, the others by a share, each with the rarity that the word has as a whole.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import singledispatch

from tantivy import FieldType, Occur, Query

from search.backends.base import UnknownNodeError
from search.backends.tantivy.phrases import Weighed, phrases, within
from search.backends.tantivy.rarity import Rarity
from search.backends.tantivy.schema import place, schema
from search.query import plan
from search.query.plan import Node, Term

OTHER_TERMS = 0.3
"""What the terms of a word beside its best one count for: in a text of average length two terms that stand in it once
each then score as two occurrences of one term do (BM25, k1 1.2: .59 for .62, three .73 for .71)."""


@singledispatch
def compiled(node: object, rarity: Rarity) -> Query:
    """Return the query that finds what `node` means. Raises UnknownNode for a node this engine does not know."""
    raise UnknownNodeError(node, "tantivy")


@compiled.register
def _(node: plan.AllArticles, rarity: Rarity) -> Query:
    return unscored(Query.all_query())


@compiled.register
def _(node: plan.NoArticles, rarity: Rarity) -> Query:
    return Query.empty_query()


@compiled.register
def _(node: plan.AnyTerm | plan.AnyOf, rarity: Rarity) -> Query:
    return any_of(ways(node, rarity))


@compiled.register
def _(node: plan.Sequence, rarity: Rarity) -> Query:
    slots = list(enumerate(node.slots))
    return as_rare(rarity.of_span(node.field, node.slots), phrases(node.field, slots, rarity))


@compiled.register
def _(node: plan.NearSpans, rarity: Rarity) -> Query:
    weight = sum(rarity.of_span(node.field, side[0]) for side in (node.left, node.right))
    pairs = [pair for one in node.left for other in node.right for pair in ((one, other), (other, one))]
    return as_rare(weight, (found for pair in pairs for found in within(node.field, *pair, node.distance, rarity)))


@compiled.register
def _(node: plan.AllOf, rarity: Rarity) -> Query:
    return Query.boolean_query([(Occur.Must, compiled(part, rarity)) for part in node.parts])


@compiled.register
def _(node: plan.Without, rarity: Rarity) -> Query:
    kept, dropped = (compiled(part, rarity) for part in (node.kept, node.dropped))
    return Query.boolean_query([(Occur.Must, kept), (Occur.MustNot, dropped)])


@compiled.register
def _(node: plan.RecordIs, rarity: Rarity) -> Query:
    return unscored(any_of([Query.term_query(schema(), node.kind, pk) for pk in node.ids]))


@compiled.register
def _(node: plan.PublishedBetween, rarity: Rarity) -> Query:
    first = node.first.toordinal() if node.first else 1
    last = node.last.toordinal() if node.last else date.max.toordinal()
    return unscored(Query.range_query(schema(), "day", FieldType.Unsigned, first, last))


@compiled.register
def _(node: plan.SearchAfter, rarity: Rarity) -> Query:
    at = place(node.newest, node.dated, node.order, node.article)
    if node.newest:
        return unscored(Query.range_query(schema(), "newest", FieldType.Integer, None, at, include_upper=False))
    return unscored(Query.range_query(schema(), "oldest", FieldType.Integer, at, None, include_lower=False))


@compiled.register
def _(node: plan.Sample, rarity: Rarity) -> Query:
    return unscored(Query.range_query(schema(), "sample", FieldType.Unsigned, 0, node.below, include_upper=False))


def is_scored(node: plan.Node) -> bool:
    """Whether what `node` finds has a score: whether it asks for words, and not for records and days alone."""
    match node:
        case plan.AnyTerm() | plan.Sequence() | plan.NearSpans():
            return True
        case plan.AllOf(parts) | plan.AnyOf(parts):
            return any(map(is_scored, parts))
        case plan.Without(kept):
            return is_scored(kept)
    return False


def ways(node: Node, rarity: Rarity) -> list[Query]:
    """Return queries of which any finds what `node` means, their scores added up: the flatter, the faster."""
    match node:
        case plan.AnyTerm(field, terms):
            weight = rarity.of_word(field, terms)
            # Forms stand where their keys stand too, so these two are added up.
            kinds = [[term for term in terms if (term.text[0] == "=") is form] for form in (False, True)]
            found = [list(terms_of(field, kind, weight, rarity)) for kind in kinds]
            return [best_of(queries) for queries in found if queries]
        case plan.AnyOf(parts):
            return [query for part in parts for query in ways(part, rarity)]
    return [compiled(node, rarity)]


def any_of(queries: list[Query]) -> Query:
    """Return the query for articles of any of the queries, their scores added up."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def best_of(queries: list[Query]) -> Query:
    """Return the query for articles of any of the queries, which are ways of asking for one thing."""
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, OTHER_TERMS)


def as_rare(weight: float, found: Iterable[Weighed]) -> Query:
    """Return the query for articles of any of those found, each as rare as `weight` says."""
    return best_of([Query.boost_query(query, weight / own) for query, own in found])


def unscored(query: Query) -> Query:
    """Return the query, its articles without a score."""
    return Query.const_score_query(query, 0.0)


def terms_of(fieldname: str, terms: Iterable[Term], weight: float, rarity: Rarity) -> Iterator[Query]:
    """Yield the queries for those of the terms that some article holds, all of them as rare as `weight` says."""
    for term in terms:
        if own := rarity.of_term(fieldname, term.text):
            query = Query.term_query(schema(), fieldname, term.text, "freq")
            yield Query.boost_query(query, term.weight * weight / own)
