"""How many of the visible articles fall on a day or refer to a record."""

from datetime import date

from django.db.models import Count, Exists, OuterRef

from articles.kinds import FIELDS
from articles.models import NAMED_KINDS, Article, NamedRecord
from articles.models.queries import ArticleQuerySet


def by_day(articles: ArticleQuerySet) -> dict[date | None, int]:
    """Day of publication -> how many of the articles; None holds the undated."""
    return dict(articles.order_by().values_list("published_on").annotate(Count("pk")))


def by_record(kind: str) -> dict[int, int]:
    """Id of a record of this kind -> how many visible articles refer to it; those without any are left out."""
    field, visible = FIELDS[kind], Article.objects.visible()
    if field == kind:
        rows = visible.filter(**{f"{kind}__isnull": False}).values_list(kind)
    else:
        # The table of links alone, so that no article need be read.
        links = getattr(Article, field).through._default_manager
        rows = links.filter(article__in=visible.values("pk")).values_list(kind)
    return dict(rows.order_by().annotate(Count("pk")))


def referred_to(kind: str, **condition: object) -> list[NamedRecord]:
    """The records of a kind under a condition that a visible article refers to, with what a list shows of them."""
    articles = Article.objects.visible().filter(**{FIELDS[kind]: OuterRef("pk")})
    records = NAMED_KINDS[kind]._default_manager.filter(Exists(articles.order_by()), **condition)
    return list(records.only("name", "name_en", "slug"))
