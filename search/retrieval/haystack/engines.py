"""The engines as Haystack's settings name them: the backend that asks and writes an index, and the query over it."""

from haystack.backends import BaseEngine

from search.backends.opensearch import OpenSearchBackend
from search.backends.tantivy import TantivyBackend
from search.backends.whoosh import WhooshBackend
from search.retrieval.haystack.query import ArticleSearchQuery


class ArchiveEngine(BaseEngine):  # type: ignore[misc]
    """An engine whose SearchQuerySets ask the archive's own questions."""

    query = ArticleSearchQuery


class WhooshEngine(ArchiveEngine):
    """The embedded engine."""

    backend = WhooshBackend


class TantivyEngine(ArchiveEngine):
    """The engine for a large archive on one machine."""

    backend = TantivyBackend


class OpenSearchEngine(ArchiveEngine):
    """The engine over a cluster."""

    backend = OpenSearchBackend
