"""Changes that do not pass through an article's own save: to its places, people, organisations and subjects."""

from collections.abc import Sequence
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, pre_delete
from django.dispatch import receiver

from articles.models import Article

BATCH = 500
CHANGES = {"post_add", "post_remove", "pre_clear", "post_clear"}


def log_links(sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Log each article that gained or lost a link, once the link is written; it is one version further then."""
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
    """Bring articles one version further, and so to the change log."""
    for start in range(0, len(articles), BATCH):
        Article.objects.filter(pk__in=articles[start : start + BATCH]).update()


def remember(instance: Any, reverse: bool) -> None:
    """Keep on a record, or an article, which articles are about to lose a link."""
    instance.losing_links = list(instance.articles.values_list("pk", flat=True)) if reverse else [instance.pk]


def remember_linked(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Keep which articles lose a link with the record that is deleted: the links go without a word."""
    remember(instance, reverse=True)


def log_remembered(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Log the articles that have lost their link."""
    raise_version(vars(instance).pop("losing_links"))


for field in Article._meta.many_to_many:
    receiver(m2m_changed, sender=getattr(Article, field.name).through, dispatch_uid=f"log {field.name}")(log_links)
    receiver(pre_delete, sender=field.related_model, dispatch_uid=f"links of {field.name}")(remember_linked)
    receiver(post_delete, sender=field.related_model, dispatch_uid=f"log deleted {field.name}")(log_remembered)
