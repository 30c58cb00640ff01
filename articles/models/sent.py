"""The add forms that were sent of late, each with the record that it made."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

# A form that is sent again within this time makes nothing new.
KEPT = timedelta(days=1)


class SentFormQuerySet(models.QuerySet[Any]):
    def claim(self, key: str) -> "SentForm":
        """Return the row of a form, new or old, and lock it. Call this inside the transaction that saves the form.

        Whoever sends the same form meanwhile waits here until that transaction ends, and then sees what it made.
        """
        self.filter(sent_at__lt=timezone.now() - KEPT).delete()
        self.bulk_create([SentForm(key=key)], ignore_conflicts=True)
        row: SentForm = self.select_for_update().get(key=key)
        return row


class SentForm(models.Model):
    """A form that was sent: a digest of it, and the primary key of the record it made, "" before it made one."""

    key = models.CharField(max_length=64, unique=True)
    made = models.CharField(max_length=20, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = SentFormQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"form {self.key} made {self.made or 'nothing'}"
