"""Queries and bulk changes of articles."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Expression, F, Prefetch, Q
from django.utils import timezone

from articles.models.inserting import insert
from articles.models.recording import record_change
from articles.models.status import Status

DATES = ("published_on", "published_at", "ordered_at")
# The fields that the admin's search looks in.
FOUND_BY = ("headline", "subheadline", "lead")


class ArticleQuerySet(models.QuerySet[Any]):
    """Articles; every bulk change also writes to the change log."""

    def visible(self, at: datetime | None = None) -> "ArticleQuerySet":
        """Return the articles that the public may see at `at` (default: now).

        These are the published ones, and the scheduled ones whose time has come. The condition excludes the hidden
        ones. With "published, or scheduled and due" SQLite collects all the articles and sorts them, and never uses the
        index that a list or a count needs (10,000 articles: 80 ms instead of 2 ms).
        """
        to_come = Q(status=Status.SCHEDULED) & ~Q(published_at__lte=at or timezone.now())
        return self.exclude(status__in=[Status.DRAFT, Status.WITHDRAWN]).exclude(to_come)

    def newest_first(self) -> "ArticleQuerySet":
        """Return the articles by day and time of publication, newest first, the undated last."""
        return self.order_by("-ordered_at", "-pk")

    def with_names(self) -> "ArticleQuerySet":
        """Return the articles with the names that a list shows, in a fixed number of queries."""
        places = self.model._meta.get_field("places").related_model._default_manager.only("name", "name_en")
        sources = self.select_related("source").defer("source__folded", "source__other_spellings")
        return sources.prefetch_related(Prefetch("places", places))

    def update(self, **values: Any) -> int:
        """Change many articles at once.

        Raise ValueError for dates and words, from which other fields are derived: use `save` or `bulk_update` for
        those.
        """
        sources = [values[name] for name in (*DATES, *FOUND_BY) if name in values]
        if not all(isinstance(value, Expression) for value in sources):
            raise ValueError("Dates and words are changed by save() or bulk_update(), which reckon the rest anew.")
        values.setdefault("version", F("version") + 1)
        with transaction.atomic():
            changed = list(self.values_list("pk", flat=True))
            count = super().update(**values)
            self._record(changed)
        return count

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        objs = list(objs)
        for article in objs:
            article.reckon()
        with transaction.atomic():
            made = super().bulk_create(objs, *args, **kwargs)
            self._record(article.pk for article in made)
        return made

    def load(self, articles: Sequence[Any]) -> None:
        """Insert new articles and set their ids: a faster `bulk_create`, for loads of any size."""
        now = timezone.now()
        for article in articles:
            article.reckon()
            article.created_at = article.modified_at = now
        with transaction.atomic():
            insert(articles)
            self._record(article.pk for article in articles)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        objs = list(objs)
        for article in objs:
            article.reckon()
        # Django calls update() for each of its batches, and that writes to the change log.
        return super().bulk_update(objs, {*fields, "published_on", "ordered_at", "folded"}, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            gone = list(self.values_list("pk", flat=True))
            result = super().delete()
            self._record(gone)
        return result

    def _record(self, ids: Iterable[int]) -> None:
        record_change(self.model._default_manager.all(), ids)


ArticleManager = models.Manager.from_queryset(ArticleQuerySet)
