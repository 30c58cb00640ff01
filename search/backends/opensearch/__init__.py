"""The engine past one machine: an OpenSearch cluster, over opensearch-py."""

from search.backends.opensearch.engine import OpenSearchBackend, OpenSearchEngine

__all__ = ["OpenSearchBackend", "OpenSearchEngine"]
