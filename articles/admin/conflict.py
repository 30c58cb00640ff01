"""Two editors of one article: the second save is refused, and what differs is shown."""

from typing import Any, NamedTuple

from django import forms

from articles.admin.differences import DiffPiece, differences
from articles.admin.history import in_words
from articles.models import Article

NOT_OF_THE_RECORD = ("seen_version", "checked", "new_source", "new_agency")


class Difference(NamedTuple):
    """A field that two editors left unlike each other: the stretches that lead from theirs to yours."""

    label: str
    pieces: list[DiffPiece]


def version_is_seen(form: "forms.ModelForm[Article]") -> bool:
    """Whether the editor wrote over the version that the database holds, or has been shown it since (`_over`).

    The row is locked while the admin saves, so no third save comes between this and the writing.
    """
    seen = (form.data.get("seen_version"), form.data.get("_over"))
    return form.instance._state.adding or str(form.instance.version) in seen


def what_differs(form: "forms.ModelForm[Article]") -> list[Difference]:
    """Return the fields in which a bound form differs from the article as it is saved now."""
    changed = [name for name in form.changed_data if name in form.cleaned_data and name not in NOT_OF_THE_RECORD]
    return [
        Difference(str(form.fields[name].label), differences(_theirs(form, name), _yours(form, name)))
        for name in changed
    ]


def _theirs(form: "forms.ModelForm[Article]", name: str) -> str:
    if name == "published_time":
        return str(form.initial[name] or "")
    value: Any = getattr(form.instance, name)
    return in_words(name, value.all() if hasattr(value, "all") else value)


def _yours(form: "forms.ModelForm[Article]", name: str) -> str:
    value = form.cleaned_data[name]
    if name == "published_time":
        return str(value or "")
    return in_words(name, value)
