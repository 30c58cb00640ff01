"""The article: a structured record, and its place in the change log."""

import secrets
from datetime import UTC, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from articles import links
from articles.body import Block, read_body
from articles.folding import fold
from articles.models.named import Agency, Organisation, Person, Place, Section, Source, Subject
from articles.models.queries import FOUND_BY, ArticleQuerySet, Status
from articles.models.recording import record_change

# Digits and letters that cannot be misread for one another (Crockford's base 32): ten of them carry 50 bits.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SLUG_LENGTH = 80
# Where the undated stand in the order: before any newspaper.
UNDATED = datetime(2, 1, 1, tzinfo=UTC)
# What every save sets anew.
REDONE = ("version", "published_on", "ordered_at", "folded", "modified_at")


def new_public_id() -> str:
    """Return a random public identifier: ten characters of ALPHABET."""
    bits = secrets.randbits(50)
    return "".join([ALPHABET[bits >> shift & 31] for shift in range(0, 50, 5)])


def validate_public_id(value: str) -> None:
    """Raise ValidationError unless `value` is ten characters of ALPHABET."""
    if len(value) != 10 or set(value) - set(ALPHABET):
        raise ValidationError(_("A public identifier is ten of these characters: %(a)s"), params={"a": ALPHABET})


class ArticleHistory(HistoricalRecords):  # type: ignore[misc]
    """The articles' history. Who deletes many writes its rows in bulk, and fetches them with `skip_history`."""

    def post_delete(self, instance: models.Model, using: str | None = None, **kwargs: Any) -> None:
        if not hasattr(instance, "skip_history"):
            super().post_delete(instance, using, **kwargs)


class Article(models.Model):
    """One article as it was published.

    `published_on` is the day, in TIME_ZONE where a time is known; `published_at` the moment, or None where only the
    day is known; `ordered_at` is what lists go by. `guessed` names the fields a reader proposed and no editor has
    confirmed. `fingerprint` is what the loader knows an article by that has neither external id nor address.
    `folded` holds the words of FOUND_BY at the spelling level. `version` grows with every change.
    """

    public_id = models.CharField(
        _("public identifier"),
        max_length=10,
        unique=True,
        default=new_public_id,
        editable=False,
        validators=[validate_public_id],
    )
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    subheadline = models.CharField(_("subheadline"), max_length=500, blank=True)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("body"), blank=True)
    dateline = models.CharField(_("dateline"), max_length=200, blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("source")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("agency")
    )
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("section")
    )
    subjects = models.ManyToManyField(Subject, blank=True, related_name="articles", verbose_name=_("subjects"))
    places = models.ManyToManyField(Place, blank=True, related_name="articles", verbose_name=_("places"))
    people = models.ManyToManyField(Person, blank=True, related_name="articles", verbose_name=_("people"))
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="articles", verbose_name=_("organisations")
    )
    published_on = models.DateField(_("day of publication"), null=True, blank=True)
    published_at = models.DateTimeField(_("time of publication"), null=True, blank=True)
    ordered_at = models.DateTimeField(editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    correction = models.TextField(_("correction notice"), blank=True)
    withdrawal = models.TextField(_("withdrawal notice"), blank=True)
    url = models.URLField(_("original address"), max_length=1000, blank=True)
    external_id = models.CharField(_("identifier at the source"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=500, blank=True)
    sample = models.BooleanField(_("written for the sample archive"), default=False, editable=False)
    guessed = models.JSONField(_("guessed fields"), default=list, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    folded = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    modified_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()
    history = ArticleHistory(
        m2m_fields=[subjects, places, people, organisations],
        excluded_fields=["fingerprint", "folded", "ordered_at", "modified_at"],
    )

    class Meta:
        verbose_name, verbose_name_plural = pgettext_lazy("a record", "article"), pgettext_lazy("records", "articles")
        # What editors list by; the public's lists are Listing's.
        indexes = [
            models.Index("ordered_at", "id", name="article_by_time"),
            models.Index(fields=["published_on"], name="article_by_day"),
            models.Index("status", "published_at", name="article_by_status"),
            models.Index(fields=["modified_at"], name="article_by_change"),
            # What writers' names are looked for in (articles/bylines.py).
            models.Index(fields=["byline"], name="article_by_byline"),
        ]
        # A null is unlike any other null in SQLite, so the articles without a source have constraints of their own.
        constraints = [
            models.UniqueConstraint(
                "source",
                "external_id",
                condition=~Q(external_id=""),
                name="external_id_of_source",
                violation_error_message=_("This source has an article with this identifier."),
            ),
            models.UniqueConstraint(
                "external_id",
                condition=Q(source=None) & ~Q(external_id=""),
                name="external_id_without_source",
                violation_error_message=_("There is an article with this identifier."),
            ),
            models.UniqueConstraint(
                "url",
                condition=Q(external_id="") & ~Q(url=""),
                name="url_is_one_article",
                violation_error_message=_("There is an article with this original address."),
            ),
            models.UniqueConstraint(
                "source",
                "fingerprint",
                name="text_of_source",
                condition=Q(external_id="", url="") & ~Q(fingerprint=""),
                violation_error_message=_("This source has an article with this text."),
            ),
            models.UniqueConstraint(
                "fingerprint",
                name="text_without_source",
                condition=Q(source=None, external_id="", url="") & ~Q(fingerprint=""),
                violation_error_message=_("There is an article with this text."),
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="status_is_known"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(published_on__isnull=False), name="a_time_has_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.SCHEDULED, Status.PUBLISHED]) | ~Q(headline=""),
                name="published_has_a_headline",
                violation_error_message=_("An article needs a headline before it is published."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SCHEDULED) | Q(published_at__isnull=False),
                name="scheduled_has_its_time",
                violation_error_message=_("A scheduled article needs the day and time it is to appear."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | ~Q(withdrawal=""),
                name="withdrawn_says_why",
                violation_error_message=_("A withdrawn article needs a notice that says why."),
            ),
        ]
        permissions = [
            ("publish_article", _("May publish articles")),
            ("withdraw_article", _("May withdraw articles")),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline)"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, one version further, with what is reckoned from its date and words, and tell the change log."""
        self.reckon()
        self.version = 1 if self._state.adding else self.version + 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *REDONE}
        with transaction.atomic():
            super().save(*args, **kwargs)
            record_change(Article.objects.all(), [self.pk])

    def get_absolute_url(self) -> str:
        return links.to_article(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        pk = self.pk
        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            record_change(Article.objects.all(), [pk])
        return result

    def reckon(self) -> None:
        """Set what follows from other fields: the day, the order, the folded words."""
        self.set_day()
        self.folded = fold(getattr(self, name) for name in FOUND_BY)

    def set_day(self) -> None:
        """Reckon the day a known moment falls on in TIME_ZONE, and the moment to be ordered by."""
        zone = timezone.get_default_timezone()
        if self.published_at is not None:
            self.published_on = timezone.localdate(self.published_at, zone)
            self.ordered_at = self.published_at
        elif self.published_on is not None:
            self.ordered_at = datetime.combine(self.published_on, time.min, zone)
        else:
            self.ordered_at = UNDATED

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body's blocks, in order."""
        return read_body(self.body)

    @property
    def slug(self) -> str:
        """The headline as an address shows it: a decoration, `public_id` alone says which article is meant."""
        words = slugify(self.headline, allow_unicode=True)
        return words if len(words) <= SLUG_LENGTH else words[:SLUG_LENGTH].rpartition("-")[0] or words[:SLUG_LENGTH]

    @property
    def is_visible(self) -> bool:
        """Whether the public may see it now: `ArticleQuerySet.visible` of one article."""
        come = self.published_at is not None and self.published_at <= timezone.now()
        return self.status == Status.PUBLISHED or (self.status == Status.SCHEDULED and come)
