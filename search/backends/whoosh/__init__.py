"""The embedded engine: Whoosh, with its index in its own folder.

Whoosh provides what makes an index safe: generations, segments, deletions, the write lock, commits by one rename. The
parts that are slow in Python are replaced through its extension points: a codec of arrays, and queries that answer with
sets.
"""

from search.backends.whoosh.engine import WhooshBackend, WhooshEngine

__all__ = ["WhooshBackend", "WhooshEngine"]
