"""The resolved tree -> queries of OpenSearch's query language, as dictionaries."""

from functools import singledispatch
from typing import Any

from search.backends.base import HEADLINE_WEIGHT, UnknownNode
from search.query import resolved
from search.query.resolved import Span, Term

Query = dict[str, Any]


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
    return any_of([term_query(name, term, boost) for name, boost in scored(node.field) for term in node.terms])


@compiled.register
def _(node: resolved.Sequence) -> Query:
    return any_of([{**span(name, node.slots, boost)} for name, boost in scored(node.field)])


@compiled.register
def _(node: resolved.Near) -> Query:
    return any_of([near(name, node, boost) for name, boost in scored(node.field)])


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


def any_of(queries: list[Query]) -> Query:
    """Return the query for articles of any of the queries."""
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def unscored(query: Query) -> Query:
    """Return the query, its articles without a score."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def scored(fieldname: str) -> tuple[tuple[str, float], ...]:
    """Return the fields whose occurrences count when a word is searched in `fieldname`, and for how much."""
    return (("text", 1.0), ("headline", HEADLINE_WEIGHT)) if fieldname == "text" else ((fieldname, 1.0),)


def term_query(fieldname: str, term: Term, boost: float) -> Query:
    """Return the query for one term."""
    return {"term": {fieldname: {"value": term.text, "boost": boost * term.weight}}}


def span(fieldname: str, slots: Span, boost: float = 1.0) -> Query:
    """Return the query for one term of each slot, side by side and in order."""
    words = [any_span([{"span_term": {fieldname: term.text}} for term in slot]) for slot in slots]
    return words[0] if len(words) == 1 else in_order(words, 0, boost)


def near(fieldname: str, node: resolved.Near, boost: float) -> Query:
    """Return the query for a span of each side near one another, whichever comes first."""
    left, right = (any_span([span(fieldname, slots) for slots in side]) for side in (node.left, node.right))
    return any_span([in_order([one, other], node.distance - 1, boost) for one, other in ((left, right), (right, left))])


def any_span(spans: list[Query]) -> Query:
    """Return the query for any of the spans."""
    return spans[0] if len(spans) == 1 else {"span_or": {"clauses": spans}}


def in_order(spans: list[Query], between: int, boost: float = 1.0) -> Query:
    """Return the query for the spans one behind the other, no more than so many positions left `between` them."""
    return {"span_near": {"clauses": spans, "slop": between, "in_order": True, "boost": boost}}
