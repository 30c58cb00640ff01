"""The engine for a large archive on one machine: tantivy, with terms handed over at their positions."""

from search.backends.tantivy.engine import TantivyBackend

__all__ = ["TantivyBackend"]
