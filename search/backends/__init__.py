"""The search engines: one package for each, with a Haystack backend that compiles a query plan and runs it."""

from search.backends.base import (
    FACETS,
    Backend,
    BuiltWith,
    DocumentsRefusedError,
    Hit,
    IndexBrokenError,
    IndexFormatError,
    IndexMissingError,
    LexiconUnavailableError,
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
    "LexiconUnavailableError",
    "SearchResult",
    "SearchUnavailableError",
    "UnknownNodeError",
    "default",
]
