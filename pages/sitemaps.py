"""The sitemap: every visible article, and the pages for browsing."""

from datetime import datetime
from functools import cached_property

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.urls import reverse

from articles.kinds import SEGMENTS
from articles.models import Article, Listing
from articles.models.queries import ArticleQuerySet


class IdRanges(Paginator):  # type: ignore[type-arg] # generic in the stubs only
    """One page per range of `per_page` ids, so that no articles are counted or skipped."""

    @cached_property
    def num_pages(self) -> int:
        # Any list will do; with the lower end databases read the ids from their index.
        rows = Listing.objects.seen().filter(article__gt=0).order_by("-article")
        last = rows.values_list("article", flat=True).first() or 0
        return max(1, -(-last // self.per_page))

    object_list: ArticleQuerySet

    def page(self, number: int | str) -> "Page[Article]":
        number = self.validate_number(number)
        end = number * self.per_page
        return Page(self.object_list.filter(pk__gt=end - self.per_page, pk__lte=end), number, self)


class ArticleSitemap(Sitemap):  # type: ignore[type-arg] # generic in the stubs only
    """The visible articles, in chunks."""

    limit = 2000

    def items(self) -> ArticleQuerySet:
        return Article.objects.visible().order_by("pk").only("public_id", "headline", "modified_at")

    @property
    def paginator(self) -> IdRanges:
        return IdRanges(self.items(), self.limit)

    def lastmod(self, item: Article) -> datetime:
        return item.modified_at

    def get_latest_lastmod(self) -> None:
        """Give the sections no time of their own: each article has its own. The parent method reads every article."""


class BrowseSitemap(Sitemap):  # type: ignore[type-arg]
    """The pages that lead to the articles."""

    def items(self) -> list[str]:
        lists = [reverse("articles:named_list", kwargs={"kind": kind}) for kind in SEGMENTS]
        return [reverse("home"), reverse("help"), reverse("articles:dates"), *lists]

    def location(self, item: str) -> str:
        return item


SITEMAPS = {"browse": BrowseSitemap, "articles": ArticleSitemap}
