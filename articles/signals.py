"""Changes that do not pass through an article's own save: its places, people, organisations and subjects."""

from typing import Any

from django.db.models.signals import m2m_changed
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


for field in Article._meta.many_to_many:
    receiver(m2m_changed, sender=getattr(Article, field.name).through, dispatch_uid=f"log {field.name}")(log_links)
