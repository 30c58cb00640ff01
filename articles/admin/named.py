"""The named records in the admin, with a search by any of their spellings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.fields import SpellingsField
from articles.admin.history import HistoryAdmin
from articles.folding import begins_with_words
from articles.kinds import FIELDS
from articles.models import NAMED_KINDS, Article, NamedRecord

# Number of articles to name when they prevent the deletion of a record.
NAMED = 5


class NamedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A named record; without a slug, one is made from its name."""

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
        """Return the records that contain, for every search word, a word that begins with it, each record once."""
        return queryset.filter(begins_with_words("folded", search_term)), False


class NamedAdmin(FoldedSearch, HistoryAdmin):
    form = NamedForm
    list_display = ("name", "name_en", "shown_spellings")
    prepopulated_fields = {"slug": ("name",)}
    search_help_text = _("By any of its spellings; hamza and final letters may differ.")

    def kept_by(self, records: Sequence[Any]) -> Iterable[Article]:
        """Return the first articles that have one of the records as source, agency or section.

        Other links do not prevent a deletion; they are deleted with the record.
        """
        field = Article._meta.get_field(FIELDS[self.model.kind])
        return Article.objects.filter(**{f"{field.name}__in": records})[:NAMED] if field.many_to_one else ()

    @admin.display(description=_("other spellings"))
    def shown_spellings(self, record: NamedRecord) -> str:
        return "، ".join(record.other_spellings)


for model in NAMED_KINDS.values():
    admin.site.register(model, NamedAdmin)
