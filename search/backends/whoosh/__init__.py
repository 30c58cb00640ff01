"""The embedded engine: Whoosh, its index in a folder of its own.

Whoosh keeps what makes an index safe: generations, segments, deletions, the write lock, commits in one rename. What it
does slowly in Python is done here in its extension points: a codec of arrays, queries that answer in sets.
"""

from search.backends.whoosh.engine import WhooshBackend

__all__ = ["WhooshBackend"]
