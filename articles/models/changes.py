"""The change log: which articles the index has yet to see.

Every path that can change an article writes a row in the same transaction; the indexer removes it once the engine
has committed. Nothing is lost while the index is locked, broken or absent.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from articles.models.inserting import insert_values

# Sent after a commit that left due rows in the change log, so that an indexer may run at once; `whole` says that
# who sent it waits until all of them are indexed.
changes_committed = Signal()

_held: ContextVar[bool] = ContextVar("held", default=False)


@contextmanager
def told_once() -> Iterator[None]:
    """Tell of all that is committed inside the block at its end, once, however it ends."""
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
        """The rows to be indexed by `at` (now), oldest first."""
        return self.filter(due_at__lte=at or timezone.now()).order_by("pk")

    def log(self, rows: Sequence[tuple[int, datetime]]) -> None:
        """Write rows, each the id of an article and the time from which on it is to be indexed; tell of them after the
        commit. Call it inside the transaction that changes the articles (articles/models/recording.py)."""
        insert_values(Change, ("article_id", "due_at"), rows)
        if rows:
            transaction.on_commit(_tell)


class Change(models.Model):
    """One article to be brought to the index, or out of it, from `due_at` on. The article itself may be gone."""

    article_id = models.BigIntegerField()
    due_at = models.DateTimeField(db_index=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"article {self.article_id} from {self.due_at:%Y-%m-%d %H:%M}"
