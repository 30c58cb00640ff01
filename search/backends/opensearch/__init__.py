"""The engine past one machine: an OpenSearch cluster, over opensearch-py."""

from search.backends.opensearch.engine import OpenSearchBackend

__all__ = ["OpenSearchBackend"]
