"""The engines: one package an engine, each a Haystack backend that compiles and runs the resolved tree."""

from search.backends.base import (
    FACETS,
    Backend,
    BuiltWith,
    DocumentsRefusedError,
    Hit,
    IndexBrokenError,
    IndexFormatError,
    IndexMissingError,
    SearchResult,
    SearchUnavailableError,
    UnknownNodeError,
    default,
)

__all__ = [
    "FACETS",
    "Backend",
    "BuiltWith",
    "DocumentsRefusedError",
    "Hit",
    "IndexBrokenError",
    "IndexFormatError",
    "IndexMissingError",
    "SearchResult",
    "SearchUnavailableError",
    "UnknownNodeError",
    "default",
]
