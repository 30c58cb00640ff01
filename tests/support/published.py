"""Articles that the public may see."""

from typing import Any

from articles.models import Article, Status


def published(headline: str, **values: Any) -> Article:
    return Article.objects.create(headline=headline, status=Status.PUBLISHED, **values)


def visible() -> list[tuple[int, int]]:
    """The ids and versions of all of them."""
    return sorted(Article.objects.visible().values_list("pk", "version"))
