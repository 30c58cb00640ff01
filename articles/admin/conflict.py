"""Two editors of one article: refuse the second save and show the differences."""

from typing import Any, NamedTuple

from django import forms

from articles.admin.differences import Comparison, differences
from articles.admin.history import in_words
from articles.models import Article

NOT_OF_THE_RECORD = ("seen_version", "checked", "new_source", "new_agency")


class Difference(NamedTuple):
    """A field on which two editors differ: the saved value and the editor's own, as text.

    They are compared when the page is rendered, after the transaction of the save: others need not wait for it.
    """

    label: str
    saved: str
    own: str

    @property
    def compared(self) -> Comparison:
        """Return what leads from the saved value to the editor's own."""
        return differences(self.saved, self.own)


def version_is_seen(form: "forms.ModelForm[Article]") -> bool:
    """Return whether the editor saw the saved version before writing over it: on opening the form, or since (`_over`).

    The admin locks the row during a save, so no third save can come between this check and the write.
    """
    seen = (form.data.get("seen_version"), form.data.get("_over"))
    return form.instance._state.adding or str(form.instance.version) in seen


def what_differs(form: "forms.ModelForm[Article]") -> list[Difference]:
    """Return the fields in which a bound form differs from the article as it is saved now."""
    changed = [name for name in form.changed_data if name in form.cleaned_data and name not in NOT_OF_THE_RECORD]
    return [Difference(str(form.fields[name].label), _theirs(form, name), _yours(form, name)) for name in changed]


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
