"""Groups of equal names, kept by the editors: Daesh and the Islamic State, AFP and Agence France-Presse."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from arabic import exact
from arabic.name_keys import name_key, name_words
from articles.limits import validate_group_size, validate_name_length
from articles.models.known import KnownName

KIND = "group"


def validate_group(value: Any) -> None:
    """Raise ValidationError, with one error per fault, unless `value` is a list of at least two different names, and of
    no more than a group may have."""
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise ValidationError(_("A group is a list of names, one a line."), code="names")
    validate_group_size(value)
    for name in value:
        validate_name_length(name)
    errors = []
    seen: dict[str, str] = {}
    for name in value:
        key = name_key(name_words(name))
        if len(key) < 2 or key.isdigit():
            said = _("“%(name)s” is no name: write two letters or more.")
            errors.append(ValidationError(said, "short", {"name": name}))
        elif key in seen and _are_one(name, seen[key]):
            said = _("The search takes “%(name)s” and “%(other)s” for one name anyway: leave one of them out.")
            errors.append(ValidationError(said, "same", {"name": name, "other": seen[key]}))
        seen.setdefault(key, name)
    if len(value) < 2:
        errors.append(ValidationError(_("A group needs two names or more, one a line."), code="few"))
    if errors:
        raise ValidationError(errors)


def _are_one(name: str, other: str) -> bool:
    """Return whether a search for one of two names with the same key already finds the other.

    That is so for names of several words, in any spelling. For a single word the key is too broad (علي, على).
    """
    return max(len(name_words(name)), len(name_words(other))) > 1 or exact(name) == exact(other)


class NameGroupQuerySet(models.QuerySet[Any]):
    """Groups; every bulk change also updates their known names."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        with transaction.atomic():
            made = super().bulk_create(objs, *args, **kwargs)
            KnownName.objects.follow(KIND, made)
        return made

    def update(self, **values: Any) -> int:
        with transaction.atomic():
            changed = list(self.values_list("pk", flat=True))
            count = super().update(**values)
            KnownName.objects.follow(KIND, self.model._default_manager.filter(pk__in=changed))
        return count

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            KnownName.objects.forget(KIND, list(self.values_list("pk", flat=True)))
            return super().delete()


class NameGroup(models.Model):
    """Names of one person, place or body: a question with any of them searches all of them."""

    names = models.JSONField(_("names"), validators=[validate_group])
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = NameGroupQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = _("group of equal names"), _("groups of equal names")

    def __str__(self) -> str:
        return " = ".join(self.names)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            KnownName.objects.follow(KIND, [self])

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return the names of the group."""
        return tuple(self.names)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            KnownName.objects.forget(KIND, [self.pk])
            return super().delete(*args, **kwargs)
