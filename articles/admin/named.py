"""The records an article refers to by name, found by any of their spellings."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.fields import SpellingsField
from articles.admin.history import HistoryAdmin
from articles.folding import begins_with_words, fold
from articles.models import NAMED_KINDS, NamedRecord


def known_by(model: type[NamedRecord], name: str) -> NamedRecord | None:
    """Return the record that one of whose spellings is `name` at the spelling level, if any."""
    folded = fold([name])
    found = model._default_manager.filter(folded__contains=folded) if folded else []
    return next((record for record in found if folded in [fold([known]) for known in record.spellings]), None)


class NamedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A named record; its address is made of its name where none is given."""

    other_spellings = SpellingsField(
        label=capfirst(_("other spellings")),
        required=False,
        help_text=_("One a line. Questions and imports find the record by each of them."),
    )

    class Meta:
        fields = "__all__"  # noqa: DJ007 - every editable field is shown

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False


class FoldedSearch(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin whose search compares words at the spelling level."""

    search_fields = ("folded",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the records that hold a beginning of every word asked for; never a row twice."""
        return queryset.filter(begins_with_words("folded", search_term)), False


class NamedAdmin(FoldedSearch, HistoryAdmin):
    form = NamedForm
    list_display = ("name", "name_en", "shown_spellings")
    prepopulated_fields = {"slug": ("name",)}
    search_help_text = _("By any of its spellings; hamza and final letters may differ.")

    @admin.display(description=_("other spellings"))
    def shown_spellings(self, record: NamedRecord) -> str:
        return "، ".join(record.other_spellings)


for model in NAMED_KINDS.values():
    admin.site.register(model, NamedAdmin)
