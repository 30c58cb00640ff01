"""The engines: one package an engine, each a Haystack backend that compiles and runs the resolved tree."""

from search.backends.base import (
    FACETS,
    Backend,
    BuiltWith,
    DocumentsRefused,
    Found,
    Hit,
    IndexAbsent,
    IndexBroken,
    IndexForeign,
    SearchUnavailable,
    UnknownNode,
    default,
)

__all__ = [
    "FACETS",
    "Backend",
    "BuiltWith",
    "DocumentsRefused",
    "Found",
    "Hit",
    "IndexAbsent",
    "IndexBroken",
    "IndexForeign",
    "SearchUnavailable",
    "UnknownNode",
    "default",
]
