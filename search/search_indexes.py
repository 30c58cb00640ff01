"""Where Haystack looks for what is indexed."""

from search.indexing.documents import ArticleIndex

__all__ = ["ArticleIndex"]
