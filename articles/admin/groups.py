"""Groups of equal names in the admin."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arabic.name_keys import name_key, name_words
from articles.admin.fields import SpellingsField
from articles.admin.history import HistoryAdmin
from articles.models import KnownName, NameGroup
from articles.models.groups import KIND

# Groups with a name in common that an editor is told of, for each name.
TOLD = 3


class NameGroupForm(forms.ModelForm):  # type: ignore[type-arg]
    names = SpellingsField(
        label=capfirst(gettext_lazy("names")),
        help_text=gettext_lazy(
            "One a line, two or more. A question with one of them finds all of them, from the next question on. "
            "Spellings that differ in hamza, final letters or spaces need not be listed, nor titles."
        ),
    )

    class Meta:
        model = NameGroup
        fields = ("names", "note")


@admin.register(NameGroup)
class NameGroupAdmin(HistoryAdmin):
    form = NameGroupForm
    list_display = ("shown", "note")
    search_fields = ("names",)
    search_help_text = gettext_lazy("By any of its names.")

    @admin.display(description=gettext_lazy("names"))
    def shown(self, group: NameGroup) -> str:
        return str(group)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the groups with a name that contains the search term, in any spelling."""
        key = name_key(name_words(search_term))
        owners = KnownName.objects.filter(owner__startswith=f"{KIND}:", key__contains=key).values_list(
            "owner", flat=True
        )
        found = queryset.filter(pk__in={int(owner.partition(":")[2]) for owner in owners}) if key else queryset
        return found, False

    def save_model(self, request: HttpRequest, obj: NameGroup, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for name in obj.names:
            for other in self._others_with(name, obj)[:TOLD]:
                address = reverse("admin:articles_namegroup_change", args=[other.pk])
                said = _("“%(name)s” stands in another group too, and is taken for the names of both:") % {"name": name}
                messages.warning(request, format_html('{} <a href="{}"><bdi>{}</bdi></a>', said, address, other))

    def _others_with(self, name: str, group: NameGroup) -> QuerySet[NameGroup]:
        known = KnownName.objects.filter(owner__startswith=f"{KIND}:", key=name_key(name_words(name)))
        ids = {int(owner.partition(":")[2]) for owner in known.values_list("owner", flat=True)}
        return NameGroup.objects.filter(pk__in=ids - {group.pk})
