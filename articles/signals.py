"""Changes that do not pass through an article's own save: to its places, people, organisations and subjects."""

from typing import Any

from django.db.models.signals import m2m_changed, pre_delete
from django.dispatch import receiver

from articles.models import Article, Change

CHANGES = {"post_add", "post_remove", "pre_clear"}


def log_links(sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Log each article that gained or lost a link."""
    if action not in CHANGES:
        return
    if not reverse:
        Change.objects.log([instance.pk])
    elif action == "pre_clear":
        Change.objects.log(instance.articles.values_list("pk", flat=True))
    else:
        Change.objects.log(pk_set or ())


def log_unlinked(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Log each article that loses a link with the record that is deleted: the links go without a word."""
    Change.objects.log(instance.articles.values_list("pk", flat=True))


for field in Article._meta.many_to_many:
    receiver(m2m_changed, sender=getattr(Article, field.name).through, dispatch_uid=f"log {field.name}")(log_links)
    receiver(pre_delete, sender=field.related_model, dispatch_uid=f"log deleted {field.name}")(log_unlinked)
