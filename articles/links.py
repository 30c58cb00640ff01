"""URLs of pages that belong to packages above this one, which this package must not import.

The package that has these pages registers them when Django starts (pages/apps.py).
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Parameters = Sequence[tuple[str, str]]
"""Names and values of a query string, in order: [("place", "الباغوز"), ("year", "2019")]."""

_article: Callable[[Any], str] | None = None
_results: Callable[[Parameters], str] | None = None


def connect(*, article: Callable[[Any], str], results: Callable[[Parameters], str]) -> None:
    """Register the functions that return the URL of an article's page and of filtered results."""
    global _article, _results
    _article, _results = article, results


def to_article(article: Any) -> str:
    """Return the URL of an article's page. Raise ImproperlyConfigured if no package has registered one."""
    if _article is None:
        raise ImproperlyConfigured("No package has connected the article's page: see articles/links.py.")
    return _article(article)


def to_results(parameters: Parameters) -> str:
    """Return the URL of all results within filters. Raise ImproperlyConfigured if no package has registered one."""
    if _results is None:
        raise ImproperlyConfigured("No package has connected the results page: see articles/links.py.")
    return _results(parameters)
