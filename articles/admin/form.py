"""The form of an article: its fields in order, the day with an optional time, and guesses to check."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin.conflict import Difference, version_is_seen, what_differs
from articles.admin.fields import BodyField, ClockField, DayField, NewNameField, TextField
from articles.admin.permissions import may_become, may_set_time
from articles.admin.posted import RECORD, with_keys
from articles.kinds import LISTS
from articles.limits import validate_linked
from articles.models import NAMED_KINDS, Article, Status

# A record has one key for the day and the time; the form has two fields.
FIELD_OF = {"published_at": "published_on"}


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]
    """The form of an article, with day and time separate, so that a date without a time stays one.

    The admin sets `user` and `filled`. `filled` is the values that a pasted report or an older version puts into the
    fields, including `guessed`. After a refused save, `conflict` lists the differences between the two editors'
    versions.
    """

    user: Any = None
    filled: dict[str, Any] = {}

    published_on = DayField(label=_("day of publication"), required=False)
    published_time = ClockField(
        label=_("time"),
        required=False,
        help_text=format_lazy(_("Empty where only the day is known. Time zone: {zone}"), zone=settings.TIME_ZONE),
    )
    lead = TextField(label=_("lead"), required=False, widget=AdminTextareaWidget(attrs={"rows": 4}))
    body = BodyField(
        label=_("body"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 24}),
        help_text=_(
            "A blank line parts two blocks. A block that begins with “## ” is a subhead, one that begins with “> ” a "
            "quote, any other a paragraph. A backslash before such a beginning takes it literally."
        ),
    )
    correction = TextField(label=_("correction notice"), required=False, widget=AdminTextareaWidget(attrs={"rows": 3}))
    withdrawal = TextField(label=_("withdrawal notice"), required=False, widget=AdminTextareaWidget(attrs={"rows": 3}))
    new_source = NewNameField(label=_("new source"))
    new_agency = NewNameField(label=_("new agency"))
    checked = forms.BooleanField(
        label=_("I have checked the fields marked as guessed"),
        required=False,
        help_text=_("Otherwise the marks stay on those you did not change."),
    )
    url = forms.URLField(
        label=_("original address"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=AdminURLFieldWidget(attrs={"dir": "ltr"}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = RECORD

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(with_keys(data) if data else data, *args, **kwargs)
        self.conflict: list[Difference] = []
        self.initial.update(seen_version=self.instance.version, published_time=self._time_of_instance())
        self.initial.update(self.filled)
        self._limit_status()
        for name in LISTS:
            self.fields[name].validators.append(validate_linked)
        for name in self.guesses.values():
            field = self.fields[f"new_{name}" if self.filled.get(f"new_{name}") else name]
            field.help_text = format_html('<strong class="guess">{}</strong> {}', _("Guessed."), field.help_text)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs.setdefault("dir", "auto")

    @property
    def guesses(self) -> dict[str, str]:
        """Return the record keys that a reader proposed and nobody has confirmed, mapped to their form fields."""
        fields = {key: FIELD_OF.get(key, key) for key in self.filled.get("guessed", self.instance.guessed)}
        return {key: name for key, name in fields.items() if name in self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.instance.fingerprint = self.instance.fingerprint or self.filled.get("fingerprint", "")
        if not version_is_seen(self):
            self.conflict = what_differs(self)
        if self.conflict:
            self.add_error(None, _("Another editor saved this article after you had opened it. Nothing was saved."))
        self._clean_moment(cleaned)
        self._clean_status(cleaned)
        for kind in ("source", "agency"):
            self._clean_new(kind, cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Article:
        for kind in ("source", "agency"):
            name = self.cleaned_data.get(f"new_{kind}")
            if name and getattr(self.instance, kind) is None:
                setattr(self.instance, kind, NAMED_KINDS[kind].objects.create(name=name))
        changed = {name.removeprefix("new_") for name in self.changed_data}
        kept = [key for key, name in self.guesses.items() if name not in changed]
        self.instance.guessed = [] if self.cleaned_data.get("checked") else kept
        article: Article = super().save(commit)
        return article

    def _get_validation_exclusions(self) -> set[str]:
        # Also validate the constraints on values that the form computes: the moment and the fingerprint.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"published_at", "fingerprint"}

    def _time_of_instance(self) -> time | None:
        at = self.instance.published_at
        return timezone.localtime(at, timezone.get_default_timezone()).time() if at else None

    def _limit_status(self) -> None:
        allowed = may_become(self.user, self.instance.status)
        status: Any = self.fields["status"]
        status.choices = [choice for choice in Status.choices if choice[0] in allowed]
        status.disabled = len(allowed) == 1
        if not may_set_time(self.user, self.instance):
            self.fields["published_on"].disabled = self.fields["published_time"].disabled = True

    def _clean_moment(self, cleaned: dict[str, Any]) -> None:
        """Combine the day and the time if either was changed. Otherwise keep the moment and its fractional seconds."""
        day, at = cleaned.get("published_on"), cleaned.get("published_time")
        if at and not day and "published_on" not in self.errors:
            self.add_error("published_on", _("A time needs its day."))
        if {"published_on", "published_time"} & set(self.changed_data):
            self.instance.published_at = self._moment(day, at) if day and at else None

    def _moment(self, day: date, at: time) -> datetime:
        zone = timezone.get_default_timezone()
        moment = datetime.combine(day, at, zone)
        if timezone.localtime(moment.astimezone(UTC), zone).time() != at:
            self.add_error("published_time", _("The clocks skipped this time on that day."))
        return moment

    def _clean_status(self, cleaned: dict[str, Any]) -> None:
        """Report at the field what the status requires. The database has the same constraints."""
        status, at = cleaned.get("status"), self.instance.published_at
        needs: dict[Any, Any] = {
            Status.PUBLISHED: (("headline", _("An article needs a headline before it is published.")),),
            Status.SCHEDULED: (
                ("headline", _("An article needs a headline before it is published.")),
                ("published_time", _("A scheduled article needs the day and time it is to appear.")),
            ),
            Status.WITHDRAWN: (("withdrawal", _("A withdrawn article needs a notice that says why.")),),
        }
        for name, message in needs.get(status, ()):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, message)
        if status == Status.PUBLISHED and "status" in self.changed_data and at and at > timezone.now():
            self.add_error("status", _("Its time is still to come: choose “scheduled”."))

    def _clean_new(self, kind: str, cleaned: dict[str, Any]) -> None:
        """Use the existing record with that name, if any. Otherwise check that the user may add a new one."""
        name = cleaned.get(f"new_{kind}")
        if not name:
            return
        if cleaned.get(kind):
            self.add_error(f"new_{kind}", _("Choose one or name a new one, not both."))
        elif known := NAMED_KINDS[kind].objects.known_as(name):
            cleaned[kind] = known[0]
        elif not self.user.has_perm(f"articles.add_{kind}"):
            self.add_error(
                f"new_{kind}", _("You may not add it. Choose one that the archive has, or leave this empty.")
            )
