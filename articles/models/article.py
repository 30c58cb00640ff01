"""The article: a structured record whose changes are written to the change log."""

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
from articles.kinds import LISTS
from articles.models.links import RecordLinks
from articles.models.queries import FOUND_BY, ArticleManager
from articles.models.recording import record_change
from articles.models.status import Status

# Digits and letters that are not easily confused (Crockford's base 32): ten of them carry 50 bits.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SLUG_LENGTH = 80
# The sort value of undated articles: earlier than any newspaper.
UNDATED = datetime(2, 1, 1, tzinfo=UTC)
# Fields that every save sets again.
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
    """The history of articles. A bulk delete writes the rows itself and marks its articles with `skip_history`."""

    def post_delete(self, instance: models.Model, using: str | None = None, **kwargs: Any) -> None:
        if not hasattr(instance, "skip_history"):
            super().post_delete(instance, using, **kwargs)


class Article(RecordLinks):
    """One article as it was published.

    `published_on` is the day (in TIME_ZONE, if a time is known). `published_at` is the moment, or None if only the day
    is known. `ordered_at` is the sort value of lists. `guessed` names the fields that a reader proposed and no editor
    has confirmed. `fingerprint` identifies, for the loader, an article that has neither an external id nor a URL.
    `folded` holds the words of the FOUND_BY fields at the spelling level. `version` grows with every change.
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

    objects = ArticleManager()
    history = ArticleHistory(
        m2m_fields=[*LISTS],
        excluded_fields=["fingerprint", "folded", "ordered_at", "modified_at"],
    )

    class Meta:
        verbose_name, verbose_name_plural = pgettext_lazy("a record", "article"), pgettext_lazy("records", "articles")
        # Indexes for the editors' lists; the public lists use `Listing`.
        indexes = [
            models.Index("ordered_at", "id", name="article_by_time"),
            models.Index(fields=["published_on"], name="article_by_day"),
            models.Index("status", "published_at", name="article_by_status"),
            models.Index(fields=["modified_at"], name="article_by_change"),
            # For the lookup of writers' names (articles/bylines.py).
            models.Index(fields=["byline"], name="article_by_byline"),
        ]
        # In SQLite no NULL equals another NULL, so the articles without a source have their own constraints.
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
        """Save the article as its next version, with the derived fields set again, and write to the change log."""
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
        """Set the derived fields: the day, the sort value and the folded words."""
        self.set_day()
        self.folded = fold(getattr(self, name) for name in FOUND_BY)

    def set_day(self) -> None:
        """Set the day of a known moment in TIME_ZONE, and the sort value `ordered_at`."""
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
        """Return the blocks of the body, in order."""
        return read_body(self.body)

    @property
    def slug(self) -> str:
        """Return the headline as the readable part of the URL. Only `public_id` identifies the article."""
        words = slugify(self.headline, allow_unicode=True)
        return words if len(words) <= SLUG_LENGTH else words[:SLUG_LENGTH].rpartition("-")[0] or words[:SLUG_LENGTH]

    @property
    def is_visible(self) -> bool:
        """Return whether the public may see the article now: `ArticleQuerySet.visible` for one article."""
        come = self.published_at is not None and self.published_at <= timezone.now()
        return self.status == Status.PUBLISHED or (self.status == Status.SCHEDULED and come)
