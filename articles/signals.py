"""Log changes that bypass an article's own save: links to places, people, organisations and subjects."""

from collections.abc import Sequence
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, pre_delete
from django.dispatch import receiver

from articles.models import Article

BATCH = 500
CHANGES = {"post_add", "post_remove", "pre_clear", "post_clear"}


def log_links(sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Log each article that gained or lost a link, after the link was written, and increase its version."""
    if action not in CHANGES or (pk_set is not None and not pk_set):
        return
    if action == "pre_clear":
        remember(instance, reverse)
    elif action == "post_clear":
        log_remembered(sender, instance)
    else:
        raise_version(sorted(pk_set or ()) if reverse else [instance.pk])
    if not reverse and action != "pre_clear":
        instance.refresh_from_db(fields=["version"])


def raise_version(articles: Sequence[int]) -> None:
    """Increase the version of articles, which also writes to the change log."""
    for start in range(0, len(articles), BATCH):
        Article.objects.filter(pk__in=articles[start : start + BATCH]).update()


def remember(instance: Any, reverse: bool) -> None:
    """Remember, on a record or an article, the articles that are about to lose a link."""
    instance.losing_links = list(instance.articles.values_list("pk", flat=True)) if reverse else [instance.pk]


def remember_linked(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Remember the articles that lose a link to the deleted record: no m2m_changed signal is sent for these links."""
    remember(instance, reverse=True)


def log_remembered(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Log the articles that have lost their link."""
    raise_version(vars(instance).pop("losing_links"))


for field in Article._meta.many_to_many:
    receiver(m2m_changed, sender=getattr(Article, field.name).through, dispatch_uid=f"log {field.name}")(log_links)
    receiver(pre_delete, sender=field.related_model, dispatch_uid=f"links of {field.name}")(remember_linked)
    receiver(post_delete, sender=field.related_model, dispatch_uid=f"log deleted {field.name}")(log_remembered)
