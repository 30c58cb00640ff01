"""Compile a query plan to OpenSearch's query language, as dictionaries.

Terms of one weight are sent as they stand in a text, joined by a bar. The cluster takes them for synonyms and adds up
their occurrences before it scores them. A word is scored in one field only: `text` stores the headline's words more
often.
"""

from collections.abc import Iterable, Iterator
from functools import singledispatch
from heapq import nlargest
from typing import Any

from search.backends.base import UnknownNodeError
from search.backends.opensearch.schema import BAR
from search.query import plan
from search.query.plan import Span, Term

Query = dict[str, Any]

RELATED = 4
"""Related terms of a question that are searched, those with the highest weights; as many are enough for tantivy."""


@singledispatch
def compiled(node: object) -> Query:
    """Return the query that finds the articles of `node`. Raise UnknownNodeError for a node that this engine does not
    know."""
    raise UnknownNodeError(node, "OpenSearch")


@compiled.register
def _(node: plan.AllArticles) -> Query:
    return unscored({"match_all": {}})


@compiled.register
def _(node: plan.NoArticles) -> Query:
    return {"match_none": {}}


@compiled.register
def _(node: plan.AnyTerm) -> Query:
    return any_of(list(terms_of(node.field, node.terms)))


@compiled.register
def _(node: plan.Sequence) -> Query:
    text = " ".join(BAR.join(term.text for term in slot) for slot in node.slots)
    return matching("match_phrase", node.field, text, typical(node.slots))


@compiled.register
def _(node: plan.NearSpans) -> Query:
    share = typical([slot for side in (node.left, node.right) for span in side for slot in span])
    return {"bool": {"must": [near(node)], "boost": share}}  # a span inside another span takes no boost


@compiled.register
def _(node: plan.AllOf) -> Query:
    return {"bool": {"must": [compiled(part) for part in node.parts]}}


@compiled.register
def _(node: plan.AnyOf) -> Query:
    return any_of([compiled(part) for part in node.parts])


@compiled.register
def _(node: plan.Without) -> Query:
    return {"bool": {"must": [compiled(node.kept)], "must_not": [compiled(node.dropped)]}}


@compiled.register
def _(node: plan.RecordIs) -> Query:
    return unscored({"terms": {node.kind: list(node.ids)}})


@compiled.register
def _(node: plan.PublishedBetween) -> Query:
    ends = {"gte": node.first.toordinal() if node.first else 1}
    return unscored({"range": {"day": ends | ({"lte": node.last.toordinal()} if node.last else {})}})


@compiled.register
def _(node: plan.SearchAfter) -> Query:
    side = "lt" if node.newest else "gt"
    known: Query = {"term": {"dated": node.dated}}
    later = {"bool": {"must": [known, {"range": {"order": {side: node.order}}}]}}
    tied = {"bool": {"must": [known, {"term": {"order": node.order}}, {"range": {"article": {side: node.article}}}]}}
    return unscored(any_of([later, tied, *([{"term": {"dated": False}}] if node.dated else [])]))


@compiled.register
def _(node: plan.Sample) -> Query:
    return unscored({"range": {"sample": {"lt": node.below}}})


def related(node: plan.Node) -> list[Query]:
    """Return the queries for terms related to the words of `node`; an article found by `node` that they match scores
    higher."""
    terms = [(word.field, term) for word in plan.words(node) for term in word.related]
    asked: dict[str, list[Term]] = {}
    for fieldname, term in nlargest(RELATED, terms, key=lambda pair: pair[1].weight):
        asked.setdefault(fieldname, []).append(term)
    return [query for fieldname, terms in asked.items() for query in terms_of(fieldname, terms)]


def any_of(queries: list[Query]) -> Query:
    """Return the query for articles that match any of the queries; their scores are added up."""
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries, "minimum_should_match": 1}}


def unscored(query: Query) -> Query:
    """Return the query without scores."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def terms_of(fieldname: str, terms: Iterable[Term]) -> Iterator[Query]:
    """Yield the queries for any of the terms, one for each weight."""
    weighed: dict[float, list[str]] = {}
    for term in terms:
        weighed.setdefault(term.weight, []).append(term.text)
    for weight, texts in weighed.items():
        yield matching("match", fieldname, BAR.join(texts), weight)


def matching(kind: str, fieldname: str, text: str, boost: float) -> Query:
    """Return the query for a text in the same form as the indexed documents."""
    return {kind: {fieldname: {"query": text, "analyzer": "terms", "boost": boost}}}


def typical(slots: Iterable[tuple[Term, ...]]) -> float:
    """Return a boost for a phrase. The cluster adds up the rarity of all its terms; the boost scales it to one term a
    word."""
    words = list(slots)
    return len(words) / sum(map(len, words))


def near(node: plan.NearSpans) -> Query:
    """Return the query for a span of the left side near one of the right side, in either order."""
    left, right = (any_span([span(node.field, slots) for slots in side]) for side in (node.left, node.right))
    return any_span([in_order([one, other], node.distance - 1) for one, other in ((left, right), (right, left))])


def span(fieldname: str, slots: Span) -> Query:
    """Return the query for one term of each slot, side by side and in order."""
    words = [any_span([{"span_term": {fieldname: term.text}} for term in slot]) for slot in slots]
    return words[0] if len(words) == 1 else in_order(words, 0)


def any_span(spans: list[Query]) -> Query:
    """Return the query for any of the spans."""
    return spans[0] if len(spans) == 1 else {"span_or": {"clauses": spans}}


def in_order(spans: list[Query], between: int) -> Query:
    """Return the query for the spans one after the other, with at most `between` positions between them."""
    return {"span_near": {"clauses": spans, "slop": between, "in_order": True}}
