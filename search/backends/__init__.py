"""The engines: one module an engine, each a Haystack backend that compiles and runs the resolved tree."""

from search.backends.base import Backend, Found, Hit, SearchUnavailable, UnknownNode, default

__all__ = ["Backend", "Found", "Hit", "SearchUnavailable", "UnknownNode", "default"]
