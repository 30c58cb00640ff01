"""The records that an article refers to by name: source, agency, section, subjects, places, people, organisations."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.folding import fold
from articles.kinds import BY_NUMBER, Kind
from articles.limits import NAME_CHARACTERS, validate_name_length, validate_spelling_count
from articles.models.alphabet import NamePlace
from articles.models.beginnings import LONGEST, NameBeginning, typed_as
from articles.models.inserting import insert
from articles.models.known import KnownName
from articles.models.listings import Listing

NAMES = {"name", "name_en", "other_spellings"}
# Models that store names as rows of their own, for lookups.
FOLLOWING = (NameBeginning, KnownName, NamePlace)


def validate_spellings(value: Any) -> None:
    """Raise ValidationError unless `value` is a list of names, no longer than a record may have it."""
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise ValidationError(_("Other spellings are a list of names, one a line."), code="spellings")
    validate_spelling_count(value)
    for name in value:
        validate_name_length(name)


def validate_country(value: str) -> None:
    """Raise ValidationError unless `value` has the form of an ISO 3166 code."""
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValidationError(_("A country is two capital letters, such as SY."), code="country")


def follow(kind: str, records: list[Any]) -> None:
    """Update all rows derived from the names of these records of one kind."""
    for model in FOLLOWING:
        model.objects.follow(kind, records)


def forget(kind: str, ids: list[int]) -> None:
    """Delete all rows derived from the names of records that were deleted."""
    for model in FOLLOWING:
        model.objects.forget(kind, ids)


class NamedQuerySet(models.QuerySet[Any]):
    """Named records; every bulk change also updates their folded words and all rows derived from their names."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        objs = list(objs)
        for record in objs:
            record.folded = fold(record.spellings)
        with transaction.atomic():
            made = super().bulk_create(objs, *args, **kwargs)
            follow(self.model.kind, made)
        return made

    def visible(self) -> "NamedQuerySet":
        """Return the records that the public may see: those that a visible article refers to.

        Whatever else there is must look to the public as if it were not there.
        """
        return self.filter(Exists(Listing.objects.of(self.model.kind, OuterRef("pk"))))

    def known_as(self, name: str) -> list[Any]:
        """Return the records with `name` among their spellings, compared at the spelling level, using an index."""
        asked = fold([name])
        if not asked:
            return []
        begun = NameBeginning.objects.filter(kind=self.model.kind, text=typed_as(asked.split())[0][:LONGEST])
        candidates = self.filter(pk__in=begun.values("record_id"))
        return [record for record in candidates if asked in (fold([spelling]) for spelling in record.spellings)]

    def load(self, records: list[Any]) -> None:
        """Insert new records, which may have ids from `free_ids`: a faster `bulk_create` for loads."""
        for record in records:
            record.folded = fold(record.spellings)
        with transaction.atomic():
            insert(records)
            follow(self.model.kind, records)

    def update(self, **values: Any) -> int:
        with transaction.atomic():
            renamed = list(self.values_list("pk", flat=True)) if NAMES & values.keys() else []
            count = super().update(**values)
            everywhere = self.model._default_manager
            records = list(everywhere.filter(pk__in=renamed))
            for record in records:
                everywhere.filter(pk=record.pk).update(folded=fold(record.spellings))
            follow(self.model.kind, records)
        return count

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            gone = list(self.values_list("pk", flat=True))
            result = super().delete()
            forget(self.model.kind, gone)
        return result


class NamedRecord(models.Model):
    """A record with an Arabic name, an optional English name, other spellings and a slug."""

    name = models.CharField(_("Arabic name"), max_length=NAME_CHARACTERS)
    name_en = models.CharField(_("English name"), max_length=NAME_CHARACTERS, blank=True)
    other_spellings = models.JSONField(_("other spellings"), default=list, blank=True, validators=[validate_spellings])
    slug = models.SlugField(_("address"), max_length=200, unique=True, allow_unicode=True)
    folded = models.TextField(blank=True, editable=False)

    kind: str
    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(inherit=True, excluded_fields=["folded"])

    class Meta:
        abstract = True
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="%(class)s_has_a_name")]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self.free_slug(self.name)
        self.folded = fold(self.spellings)
        with transaction.atomic():
            super().save(*args, **kwargs)
            follow(self.kind, [self])

    def get_absolute_url(self) -> str:
        return reverse("articles:named", kwargs={"kind": self.kind, "slug": self.slug})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        pk = self.pk
        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            forget(self.kind, [pk])
        return result

    @classmethod
    def free_slug(cls, name: str) -> str:
        """Return a slug made from `name` that no other record of this kind has."""
        beginning = next(cls.slugs(name))
        taken = set(cls._default_manager.filter(slug__startswith=beginning).values_list("slug", flat=True))
        return next(slug for slug in cls.slugs(name) if slug not in taken)

    @classmethod
    def slugs(cls, name: str) -> Iterator[str]:
        """Yield slugs made from `name`, the best first, without end."""
        base = slugify(name, allow_unicode=True)[:180] or cls.kind
        yield base
        yield from (f"{base}-{n}" for n in count(2))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every name of the record once, the Arabic one first."""
        return tuple(dict.fromkeys(name for name in (self.name, self.name_en, *self.other_spellings) if name))


class NamedInCountry(NamedRecord):
    """A named record that belongs to a country."""

    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=_("ISO 3166 code, such as SY"),
    )

    class Meta(NamedRecord.Meta):
        abstract = True


def _model(kind: Kind) -> type[NamedRecord]:
    """Make the model of a kind of record."""
    one, several = pgettext_lazy("a record", kind.one), pgettext_lazy("records", kind.many_of_it)
    fields: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": kind.about,
        "kind": kind.name,
        "Meta": type("Meta", (NamedRecord.Meta,), {"verbose_name": one, "verbose_name_plural": several}),
    }
    if kind.has_sample:
        fields["sample"] = models.BooleanField(_("invented, for the sample archive"), default=False)
    return type(kind.name.capitalize(), (NamedInCountry if kind.in_country else NamedRecord,), fields)


NAMED_KINDS: dict[str, type[NamedRecord]] = {kind.name: _model(kind) for kind in BY_NUMBER}
"""The model of each kind of record (articles/kinds.py)."""

# By these names other code, and whoever opens a shell, finds the models.
Source, Agency, Section, Subject, Place, Person, Organisation = (
    NAMED_KINDS[name] for name in ("source", "agency", "section", "subject", "place", "person", "organisation")
)
