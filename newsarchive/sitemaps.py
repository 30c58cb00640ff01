"""The site map: every visible article, and the pages to browse by."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from articles.kinds import SEGMENTS
from articles.models import Article
from articles.models.queries import ArticleQuerySet


class ArticleSitemap(Sitemap):  # type: ignore[type-arg] # has parameters in the stubs alone
    """The visible articles, in chunks."""

    limit = 2000

    def items(self) -> ArticleQuerySet:
        return Article.objects.visible().order_by("pk").only("public_id", "headline", "modified_at")

    def lastmod(self, item: Article) -> datetime:
        return item.modified_at

    def get_latest_lastmod(self) -> datetime | None:
        """The last change of all, asked of the database: the parent's answer reads every article."""
        latest: datetime | None = Article.objects.visible().aggregate(at=Max("modified_at"))["at"]
        return latest


class BrowseSitemap(Sitemap):  # type: ignore[type-arg]
    """The pages that lead to the articles."""

    def items(self) -> list[str]:
        lists = [reverse("articles:named_list", kwargs={"kind": kind}) for kind in SEGMENTS]
        return [reverse("home"), reverse("help"), reverse("articles:dates"), *lists]

    def location(self, item: str) -> str:
        return item


SITEMAPS = {"browse": BrowseSitemap, "articles": ArticleSitemap}
