"""The resolved tree -> Whoosh query objects."""

from functools import singledispatch

from search.backends.base import UnknownNode
from search.backends.whoosh import queries
from search.query import resolved


@singledispatch
def compiled(node: object) -> queries.ArchiveQuery:
    """Return the query that finds what `node` means. Raises UnknownNode for a node this engine does not know."""
    raise UnknownNode(node, "Whoosh")


@compiled.register
def _(node: resolved.Everything) -> queries.ArchiveQuery:
    return queries.EveryDocument()


@compiled.register
def _(node: resolved.Nothing) -> queries.ArchiveQuery:
    return queries.NoDocument()


@compiled.register
def _(node: resolved.AnyTerm) -> queries.ArchiveQuery:
    return queries.AnyTermQuery(node.field, node.terms, node.related)


@compiled.register
def _(node: resolved.Sequence) -> queries.ArchiveQuery:
    return queries.SequenceQuery(node.field, node.slots)


@compiled.register
def _(node: resolved.Near) -> queries.ArchiveQuery:
    return queries.NearQuery(node.field, node.left, node.right, node.distance)


@compiled.register
def _(node: resolved.AllOf) -> queries.ArchiveQuery:
    return queries.BothQuery(map(compiled, node.parts))


@compiled.register
def _(node: resolved.AnyOf) -> queries.ArchiveQuery:
    return queries.EitherQuery(map(compiled, node.parts))


@compiled.register
def _(node: resolved.Without) -> queries.ArchiveQuery:
    return queries.ButNotQuery(compiled(node.kept), compiled(node.dropped))


@compiled.register
def _(node: resolved.RecordIs) -> queries.ArchiveQuery:
    return queries.RecordQuery(node.kind, node.ids)


@compiled.register
def _(node: resolved.PublishedBetween) -> queries.ArchiveQuery:
    return queries.DaysQuery(node.first, node.last)


@compiled.register
def _(node: resolved.Beyond) -> queries.ArchiveQuery:
    return queries.BeyondQuery(node.newest, node.dated, node.order, node.article)


@compiled.register
def _(node: resolved.Sample) -> queries.ArchiveQuery:
    return queries.SampleQuery(node.below)
