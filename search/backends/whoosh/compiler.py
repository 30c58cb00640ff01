"""Compile a query plan to Whoosh query objects."""

from collections import Counter
from collections.abc import Iterable
from functools import singledispatch

from search.backends.base import UnknownNodeError
from search.backends.whoosh import queries
from search.query import plan


@singledispatch
def compiled(node: object) -> queries.ArchiveQuery:
    """Return the query that finds the articles of `node`. Raise UnknownNodeError for a node that this engine does not
    know."""
    raise UnknownNodeError(node, "Whoosh")


@compiled.register
def _(node: plan.AllArticles) -> queries.ArchiveQuery:
    return queries.EveryDocument()


@compiled.register
def _(node: plan.NoArticles) -> queries.ArchiveQuery:
    return queries.NoDocument()


@compiled.register
def _(node: plan.AnyTerm) -> queries.ArchiveQuery:
    return queries.AnyTermQuery(node.field, node.terms, node.related)


@compiled.register
def _(node: plan.Sequence) -> queries.ArchiveQuery:
    return queries.SequenceQuery(node)


@compiled.register
def _(node: plan.NearSpans) -> queries.ArchiveQuery:
    return queries.NearQuery(node)


@compiled.register
def _(node: plan.AllOf) -> queries.ArchiveQuery:
    return queries.BothQuery(_counted(node.parts))


@compiled.register
def _(node: plan.AnyOf) -> queries.ArchiveQuery:
    return queries.EitherQuery(_counted(node.parts))


@compiled.register
def _(node: plan.Without) -> queries.ArchiveQuery:
    return queries.ButNotQuery(compiled(node.kept), compiled(node.dropped))


@compiled.register
def _(node: plan.RecordIs) -> queries.ArchiveQuery:
    return queries.RecordQuery(node.kind, node.ids)


@compiled.register
def _(node: plan.ArticleIs) -> queries.ArchiveQuery:
    return queries.ArticleIdsQuery(node.ids)


@compiled.register
def _(node: plan.PublishedBetween) -> queries.ArchiveQuery:
    return queries.DaysQuery(node.first, node.last)


@compiled.register
def _(node: plan.SearchAfter) -> queries.ArchiveQuery:
    return queries.BeyondQuery(node.newest, node.dated, node.order, node.article)


@compiled.register
def _(node: plan.Sample) -> queries.ArchiveQuery:
    return queries.SampleQuery(node.below)


def _counted(parts: Iterable[plan.Node]) -> list[tuple[queries.ArchiveQuery, int]]:
    """Return the queries of the parts, and how often each part stands there."""
    return [(compiled(part), times) for part, times in Counter(parts).items()]
