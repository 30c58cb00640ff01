"""The engine for more than one machine: an OpenSearch cluster, through opensearch-py."""

from search.backends.opensearch.engine import OpenSearchBackend, OpenSearchEngine

__all__ = ["OpenSearchBackend", "OpenSearchEngine"]
