"""Compile a query plan to tantivy query objects.

tantivy scores each term by itself. To score the terms of a word as one, this module uses what tantivy offers: of the
terms that an article holds, the best counts fully and the others by a share, each with the rarity of the whole word.
"""

from collections import Counter
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
"""Share of the score of a word's terms other than its best one. In a text of average length, two terms that occur once
each then score like two occurrences of one term (BM25, k1 1.2: .59 instead of .62, three terms .73 instead of .71)."""


@singledispatch
def compiled(node: object, rarity: Rarity) -> Query:
    """Return the query that finds the articles of `node`. Raise UnknownNodeError for a node that this engine does not
    know."""
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
    if finds_nothing(node, rarity):  # tantivy would read the places of all other parts first
        return Query.empty_query()
    parts = Counter(node.parts).items()  # a part that a question repeats is looked for once
    found = [as_often(compiled(part, rarity), times) for part, times in parts]
    return Query.boolean_query([(Occur.Must, query) for query in found])


@compiled.register
def _(node: plan.Without, rarity: Rarity) -> Query:
    kept, dropped = (compiled(part, rarity) for part in (node.kept, node.dropped))
    return Query.boolean_query([(Occur.Must, kept), (Occur.MustNot, dropped)])


@compiled.register
def _(node: plan.RecordIs, rarity: Rarity) -> Query:
    return unscored(any_of([Query.term_query(schema(), node.kind, pk) for pk in node.ids]))


@compiled.register
def _(node: plan.ArticleIs, rarity: Rarity) -> Query:
    return unscored(Query.term_set_query(schema(), "article", list(node.ids)))


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


def finds_nothing(node: plan.Node, rarity: Rarity) -> bool:
    """Return whether the frequencies of its terms say that `node` finds no article."""

    def missing(slot: Iterable[Term], field: plan.FieldName) -> bool:
        return not any(rarity.frequency(field, term.text) for term in slot)

    nothing = False
    match node:
        case plan.NoArticles():
            nothing = True
        case plan.AnyTerm(field, terms):
            nothing = missing(terms, field)
        case plan.Sequence(field, slots):
            nothing = any(missing(slot, field) for slot in slots)
        case plan.NearSpans(field, left, right):
            nothing = any(all(any(missing(slot, field) for slot in span) for span in side) for side in (left, right))
        case plan.AllOf(parts):
            nothing = any(finds_nothing(part, rarity) for part in parts)
        case plan.AnyOf(parts):
            nothing = all(finds_nothing(part, rarity) for part in parts)
        case plan.Without(kept):
            nothing = finds_nothing(kept, rarity)
    return nothing


def is_scored(node: plan.Node) -> bool:
    """Return whether the articles of `node` have scores: whether it asks for words, not only for records and days."""
    match node:
        case plan.AnyTerm() | plan.Sequence() | plan.NearSpans():
            return True
        case plan.AllOf(parts) | plan.AnyOf(parts):
            return any(map(is_scored, parts))
        case plan.Without(kept):
            return is_scored(kept)
    return False


def ways(node: Node, rarity: Rarity) -> list[Query]:
    """Return the queries of which any finds the articles of `node`; their scores are added up. A flat list is
    faster."""
    match node:
        case plan.AnyTerm(field, terms):
            weight = rarity.of_word(field, terms)
            # A form stands at the same positions as its keys, so the best of each are added up.
            kinds = [[term for term in terms if (term.text[0] == "=") is form] for form in (False, True)]
            found = [list(terms_of(field, kind, weight, rarity)) for kind in kinds]
            return [best_of(queries) for queries in found if queries]
        case plan.AnyOf(parts):
            counts = Counter(parts).items()
            return [as_often(query, times) for part, times in counts for query in ways(part, rarity)]
    return [compiled(node, rarity)]


def as_often(query: Query, times: int) -> Query:
    """Return the query with its score counted so many times."""
    return query if times == 1 else Query.boost_query(query, times)


def any_of(queries: list[Query]) -> Query:
    """Return the query for articles that match any of the queries; their scores are added up."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def best_of(queries: list[Query]) -> Query:
    """Return the query for articles that match any of the queries, which are alternatives for one thing: the best
    counts."""
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, OTHER_TERMS)


def as_rare(weight: float, found: Iterable[Weighed]) -> Query:
    """Return the query for articles that match any of the queries, each scaled to the rarity `weight`."""
    return best_of([Query.boost_query(query, weight / own) for query, own in found])


def unscored(query: Query) -> Query:
    """Return the query without scores."""
    return Query.const_score_query(query, 0.0)


def terms_of(fieldname: str, terms: Iterable[Term], weight: float, rarity: Rarity) -> Iterator[Query]:
    """Yield the queries for the terms that occur in the index, all scaled to the rarity `weight`."""
    for term in terms:
        if own := rarity.of_term(fieldname, term.text):
            query = Query.term_query(schema(), fieldname, term.text, "freq")
            yield Query.boost_query(query, term.weight * weight / own)
