"""Addresses of pages that the packages below link to (articles/links.py)."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from articles.links import Parameters


def article(article: Any) -> str:
    """Return the address of an article's page; its headline is there for the reader alone."""
    return reverse("article", kwargs={"public_id": article.public_id, "slug": article.slug or "-"})


def results(parameters: Parameters) -> str:
    """Return the address of all results within some filters."""
    return f"{reverse('search')}?{urlencode(parameters)}"
