"""The site map: every visible article, and the pages to browse by."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from articles.kinds import SEGMENTS
from articles.models import Article
from articles.models.article import ArticleQuerySet


class ArticleSitemap(Sitemap):
    """The visible articles, in chunks."""

    limit = 2000

    def items(self) -> ArticleQuerySet:
        return Article.objects.visible().order_by("pk").only("public_id", "headline", "modified_at")

    def lastmod(self, item: Article) -> datetime:
        return item.modified_at

    def get_latest_lastmod(self) -> datetime | None:
        """The last change of all, asked of the database: the parent's answer reads every article."""
        return Article.objects.visible().aggregate(at=Max("modified_at"))["at"]


class BrowseSitemap(Sitemap):
    """The pages that lead to the articles."""

    def items(self) -> list[str]:
        lists = [reverse("articles:named_list", kwargs={"kind": kind}) for kind in SEGMENTS]
        return [reverse("home"), reverse("help"), reverse("articles:dates"), *lists]

    def location(self, item: Any) -> str:
        return str(item)


SITEMAPS = {"browse": BrowseSitemap, "articles": ArticleSitemap}
