"""URLs of pages that the packages below link to (articles/links.py)."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from articles.links import Parameters


def article(article: Any) -> str:
    """Return the URL of an article's page. The headline in it is only for readers."""
    return reverse("article", kwargs={"public_id": article.public_id, "slug": article.slug or "-"})


def results(parameters: Parameters) -> str:
    """Return the URL of all results within some filters."""
    return f"{reverse('search')}?{urlencode(parameters)}"
