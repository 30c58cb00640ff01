"""The engine for a large archive on one machine: tantivy, which gets terms already analyzed, with their positions."""

from search.backends.tantivy.engine import TantivyBackend, TantivyEngine

__all__ = ["TantivyBackend", "TantivyEngine"]
