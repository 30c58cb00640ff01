"""Form fields that convert text to the form in which the archive stores it."""

import re
from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget, AdminTimeWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.body import read_body, write_body
from articles.limits import NAME_CHARACTERS, validate_lines
from articles.readers.dates import read_date
from articles.readers.record import RefusalError


class TextField(forms.CharField):
    """Text of several lines. Browsers send carriage returns at line ends; the archive stores none."""

    widget = AdminTextareaWidget
    default_validators = [validate_lines]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": settings.MAX_BODY_CHARACTERS, **kwargs})

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class BodyField(TextField):
    """A body in the convention of articles.body, normalised to one text for the same blocks."""

    def to_python(self, value: Any) -> str:
        return write_body(read_body(super().to_python(value)))


class NewNameField(forms.CharField):
    """The name of a new record, which is added to the archive when the form is saved."""

    widget = AdminTextInputWidget

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("Not in the archive yet: saving adds it.")
        super().__init__(required=False, max_length=NAME_CHARACTERS, help_text=help_text, **kwargs)


class DayField(forms.DateField):
    """A day, in the formats that imports accept: year first or day first, in either digit set."""

    widget = AdminDateWidget

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            day, moment = read_date(value)
        except RefusalError as refusal:
            raise ValidationError(str(refusal.reason)) from None
        if moment:
            raise ValidationError(_("The time of day has a field of its own."))
        return day


class ClockField(forms.TimeField):
    """A time of day, in either digit set."""

    widget = AdminTimeWidget

    def to_python(self, value: Any) -> time | None:
        return super().to_python(re.sub(r"\d", lambda m: str(int(m[0])), value) if isinstance(value, str) else value)


class SpellingsField(forms.CharField):
    """A list of names, one per line. Its model limits it (articles/limits.py)."""

    widget = AdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        if isinstance(value, list):
            return value
        lines = (" ".join(line.split()) for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))
