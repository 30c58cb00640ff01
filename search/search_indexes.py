"""Expose the indexed documents under the module name that Haystack looks for."""

from search.indexing.documents import ArticleIndex

__all__ = ["ArticleIndex"]
