"""Links to pages that stand above this package, which knows nothing of them.

Whoever has these pages connects them when Django starts (pages/apps.py).
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from articles.models import Article

Parameters = Sequence[tuple[str, str]]
"""Names and values of an address, in their order: [("place", "الباغوز"), ("year", "2019")]."""

_article: Callable[["Article"], str] | None = None
_results: Callable[[Parameters], str] | None = None


def connect(*, article: Callable[["Article"], str], results: Callable[[Parameters], str]) -> None:
    """Say how the address of an article's page is made, and that of the results within some filters."""
    global _article, _results
    _article, _results = article, results


def to_article(article: "Article") -> str:
    """Return the address of an article's page. Raise ImproperlyConfigured where no package has such a page."""
    if _article is None:
        raise ImproperlyConfigured("No package has connected the article's page: see articles/links.py.")
    return _article(article)


def to_results(parameters: Parameters) -> str:
    """Return the address of all results within some filters. Raise ImproperlyConfigured where no package has them."""
    if _results is None:
        raise ImproperlyConfigured("No package has connected the results page: see articles/links.py.")
    return _results(parameters)
