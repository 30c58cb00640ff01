"""The resolved tree -> queries of OpenSearch's query language, as dictionaries.

Terms of one weight go to the cluster as they stand in a text, joined by a bar: it takes them for synonyms and adds
their occurrences up before it scores them.
"""

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from search.backends.base import HEADLINE_BOOST, OTHER_TERMS, UnknownNode
from search.backends.opensearch.schema import BAR
from search.query import resolved
from search.query.resolved import Span, Term

Query = dict[str, Any]
Fields = tuple[tuple[str, float], ...]
"""Fields of the index, each with what an occurrence in it counts for."""


@singledispatch
def compiled(node: object) -> Query:
    """Return the query that finds what `node` means. Raises UnknownNode for a node this engine does not know."""
    raise UnknownNode(node, "OpenSearch")


@compiled.register
def _(node: resolved.Everything) -> Query:
    return unscored({"match_all": {}})


@compiled.register
def _(node: resolved.Nothing) -> Query:
    return {"match_none": {}}


@compiled.register
def _(node: resolved.AnyTerm) -> Query:
    fields = scored(node.field)
    found = best_of(terms_of(fields, node.terms))
    # In one field alone: what stands in a headline stands in the text too.
    return with_more(found, best_of(terms_of(fields[:1], node.related))) if node.related else found


@compiled.register
def _(node: resolved.Sequence) -> Query:
    text = " ".join(BAR.join(term.text for term in slot) for slot in node.slots)
    share = typical(node.slots)
    return best_of(matching("match_phrase", name, text, boost * share) for name, boost in scored(node.field))


@compiled.register
def _(node: resolved.Near) -> Query:
    share = typical([slot for side in (node.left, node.right) for span in side for slot in span])
    return best_of(boosted(near(name, node), boost * share) for name, boost in scored(node.field))


@compiled.register
def _(node: resolved.AllOf) -> Query:
    return {"bool": {"must": [compiled(part) for part in node.parts]}}


@compiled.register
def _(node: resolved.AnyOf) -> Query:
    return any_of([compiled(part) for part in node.parts])


@compiled.register
def _(node: resolved.Without) -> Query:
    return {"bool": {"must": [compiled(node.kept)], "must_not": [compiled(node.dropped)]}}


@compiled.register
def _(node: resolved.RecordIs) -> Query:
    return unscored({"terms": {node.kind: list(node.ids)}})


@compiled.register
def _(node: resolved.PublishedBetween) -> Query:
    ends = {"gte": node.first.toordinal() if node.first else 1}
    return unscored({"range": {"day": ends | ({"lte": node.last.toordinal()} if node.last else {})}})


@compiled.register
def _(node: resolved.Beyond) -> Query:
    side = "lt" if node.newest else "gt"
    known: Query = {"term": {"dated": node.dated}}
    later = {"bool": {"must": [known, {"range": {"order": {side: node.order}}}]}}
    tied = {"bool": {"must": [known, {"term": {"order": node.order}}, {"range": {"article": {side: node.article}}}]}}
    return unscored(any_of([later, tied, *([{"term": {"dated": False}}] if node.dated else [])]))


@compiled.register
def _(node: resolved.Sample) -> Query:
    return unscored({"range": {"sample": {"lt": node.below}}})


def any_of(queries: list[Query]) -> Query:
    """Return the query for articles of any of the queries, their scores added up."""
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def best_of(queries: Iterable[Query]) -> Query:
    """Return the query for articles of any of the queries, which are ways of asking for one thing."""
    return {"dis_max": {"queries": list(queries), "tie_breaker": OTHER_TERMS}}


def with_more(query: Query, more: Query) -> Query:
    """Return the query, what `more` finds of its articles scoring higher."""
    return {"bool": {"must": [query], "should": [more]}}


def boosted(query: Query, boost: float) -> Query:
    """Return the query, its scores times `boost`; spans within spans take none of their own."""
    return {"bool": {"must": [query], "boost": boost}}


def unscored(query: Query) -> Query:
    """Return the query, its articles without a score."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def scored(fieldname: str) -> Fields:
    """Return the fields whose occurrences count when a word is searched in `fieldname`, and for how much."""
    return (("text", 1.0), ("headline", HEADLINE_BOOST)) if fieldname == "text" else ((fieldname, 1.0),)


def terms_of(fields: Fields, terms: Iterable[Term]) -> Iterable[Query]:
    """Return the queries for any of the terms, one for each weight and field."""
    weighed: dict[float, list[str]] = {}
    for term in terms:
        weighed.setdefault(term.weight, []).append(term.text)
    for name, boost in fields:
        for weight, texts in weighed.items():
            yield matching("match", name, BAR.join(texts), boost * weight)


def matching(kind: str, fieldname: str, text: str, boost: float) -> Query:
    """Return the query for a text written as documents are."""
    return {kind: {fieldname: {"query": text, "analyzer": "terms", "boost": boost}}}


def typical(slots: Iterable[tuple[Term, ...]]) -> float:
    """Return what makes the rarity of all terms, which the cluster adds up for a phrase, that of one term a word."""
    words = list(slots)
    return len(words) / sum(map(len, words))


def near(fieldname: str, node: resolved.Near) -> Query:
    """Return the query for a span of each side near one another, whichever comes first."""
    left, right = (any_span([span(fieldname, slots) for slots in side]) for side in (node.left, node.right))
    return any_span([in_order([one, other], node.distance - 1) for one, other in ((left, right), (right, left))])


def span(fieldname: str, slots: Span) -> Query:
    """Return the query for one term of each slot, side by side and in order."""
    words = [any_span([{"span_term": {fieldname: term.text}} for term in slot]) for slot in slots]
    return words[0] if len(words) == 1 else in_order(words, 0)


def any_span(spans: list[Query]) -> Query:
    """Return the query for any of the spans."""
    return spans[0] if len(spans) == 1 else {"span_or": {"clauses": spans}}


def in_order(spans: list[Query], between: int) -> Query:
    """Return the query for the spans one behind the other, no more than so many positions left `between` them."""
    return {"span_near": {"clauses": spans, "slop": between, "in_order": True}}
