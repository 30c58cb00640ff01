"""The engine for more than one machine: an OpenSearch cluster, through opensearch-py."""

from search.backends.opensearch.engine import OpenSearchBackend

__all__ = ["OpenSearchBackend"]
