"""The change log: the articles that the index has not processed yet.

Every code path that changes an article writes a row in the same transaction. The indexer deletes the row after the
engine has committed. So no change is lost while the index is locked, broken or missing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from articles.models.inserting import insert_values

# Sent after a commit that left due rows in the change log, so that an indexer may run at once. `whole` is True if the
# sender waits until all of them are indexed.
changes_committed = Signal()

_held: ContextVar[bool] = ContextVar("held", default=False)


@contextmanager
def told_once() -> Iterator[None]:
    """Send one signal at the end of the block for all its commits, also if the block raises."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)
        changes_committed.send_robust(sender=Change, whole=True)


def _tell() -> None:
    if not _held.get():
        changes_committed.send_robust(sender=Change, whole=False)


class ChangeQuerySet(models.QuerySet[Any]):
    def due(self, at: datetime | None = None) -> "ChangeQuerySet":
        """Return the rows to be indexed by `at` (default: now), oldest first."""
        return self.filter(due_at__lte=at or timezone.now()).order_by("pk")

    def withdrawing(self) -> "ChangeQuerySet":
        """Return the rows that took an article from the public, the newest first."""
        return self.filter(withdraws=True).order_by("-pk")

    def log(self, rows: Sequence[tuple[int, datetime, bool]]) -> None:
        """Write rows: the id of an article, the time from which it must be indexed, and whether the change took it from
        the public.

        The signal is sent after the commit. Call this inside the transaction that changes the articles
        (articles/models/recording.py).
        """
        insert_values(Change, ("article_id", "due_at", "withdraws"), rows)
        if rows:
            transaction.on_commit(_tell)


class Change(models.Model):
    """One article to be added to the index, updated in it or removed from it, from `due_at` on.

    The article itself may have been deleted. `withdraws`: the public could see the article until this change, and then
    no longer. Questions leave such articles out while the index still has them (search/retrieval/withdrawn.py).
    """

    article_id = models.BigIntegerField()
    due_at = models.DateTimeField(db_index=True)
    withdraws = models.BooleanField(default=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        # The withdrawals among the changes of a large import are found without reading these.
        indexes = [models.Index(fields=["id"], name="change_withdraws", condition=Q(withdraws=True))]

    def __str__(self) -> str:
        return f"article {self.article_id} from {self.due_at:%Y-%m-%d %H:%M}"
