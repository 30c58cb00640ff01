"""Articles in the admin: the list, the form, and saving."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import actions, permissions
from articles.admin.form import ArticleForm
from articles.admin.history import CHANGED, CREATED, HistoryAdmin, record
from articles.admin.named import FoldedSearch
from articles.admin.pages import ArticlePages
from articles.kinds import FIELDS, LISTS
from articles.models import Article
from articles.models.listings import followed_once
from articles.wording import day_in_words, time_in_words

YEAR = "published_on__year"


class GuessedFilter(admin.SimpleListFilter):
    """Filter by whether an article has fields that a reader proposed and nobody has confirmed."""

    title = gettext_lazy("guesses")
    parameter_name = "guesses"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("with guesses to check")), ("no", gettext_lazy("without"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == "yes":
            return queryset.exclude(guessed=[])
        return queryset.filter(guessed=[]) if self.value() == "no" else queryset


class YearFilter(admin.ListFilter):
    """Filter by year, from the first article's to the last one's, found with an index.

    The list shows the months of a chosen year above it (`date_hierarchy`).
    """

    title = gettext_lazy("year")

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        days = Article.objects.filter(published_on__isnull=False).values_list("published_on__year", flat=True)
        self._last, self._first = (days.order_by(order).first() or 0 for order in ("-published_on", "published_on"))
        self._chosen = params.get(YEAR, [""])[-1]

    def has_output(self) -> bool:
        return bool(self._last)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for year in ("", *range(self._last, self._first - 1, -1)):
            address = changelist.get_query_string({YEAR: year} if year else {}, ["published_on__"])
            yield {"selected": str(year) == self._chosen, "query_string": address, "display": year or _("All")}

    def expected_parameters(self) -> list[str | None]:
        return []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset  # date_hierarchy filters the list


class ArticleList(ChangeList):
    """Django's list, which reads the days to choose from for one year only, not for every article."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if YEAR not in self.params:
            self.date_hierarchy = None


@admin.register(Article)
class ArticleAdmin(ArticlePages, FoldedSearch, HistoryAdmin):
    form = ArticleForm
    list_display = ("shown_headline", "source", "section", "day", "status", "has_guesses", "modified_at")
    list_display_links = ("shown_headline",)
    list_select_related = ("source", "section")
    list_filter = ("status", GuessedFilter, YearFilter, "section", "source")
    list_per_page = 50
    date_hierarchy = "published_on"
    ordering = ("-pk",)
    search_help_text = gettext_lazy(
        "Words of the headline and the lead, of drafts too; hamza and final letters may differ."
    )
    show_full_result_count = False
    autocomplete_fields = tuple(FIELDS.values())
    actions = (actions.publish, actions.withdraw, actions.delete_selected)

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def shown_headline(self, article: Article) -> str:
        return format_html('<bdi dir="auto">{}</bdi>', article)

    @admin.display(description=gettext_lazy("date"), ordering="ordered_at", empty_value="—")
    def day(self, article: Article) -> str | None:
        if article.published_on is None:
            return None
        words = day_in_words(article.published_on, weekday=False)
        if article.published_at is None:
            return words
        return format_html('<span title="{}">{}</span>', time_in_words(article.published_at), words)

    @admin.display(description=gettext_lazy("guesses"))
    def has_guesses(self, article: Article) -> str:
        return _("to check") if article.guessed else ""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(permissions.PUBLISH)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(permissions.WITHDRAW)

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.is_visible else None

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj and not self.has_change_permission(request, obj):
            kwargs["form"] = forms.ModelForm  # read-only: our form expects the fields that it limits
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user, form.filled = request.user, self.filled(request, obj)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[tuple[Any, Any]]:
        filled = self.filled(request, obj)
        if obj and not self.has_change_permission(request, obj):
            moment, form_only = ("published_on", "published_at"), []
        else:
            moment, form_only = ("published_on", "published_time"), ["seen_version"]
        guessed = ["checked"] if form_only and filled.get("guessed", obj.guessed if obj else []) else []
        new = {kind: [f"new_{kind}"] if filled.get(f"new_{kind}") else [] for kind in ("source", "agency")}
        first = ["headline", "subheadline", "source", *new["source"], "agency", *new["agency"], "dateline", "byline"]
        return [
            (None, {"fields": [*form_only, *first, moment, "lead", "body"]}),
            (_("What it is about"), {"fields": ["section", *LISTS]}),
            (_("Publication"), {"fields": [*guessed, "status", "correction", "withdrawal"]}),
            (_("Origin"), {"fields": ["url", "external_id", "rights"]}),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """List the articles. Redirect to the full list for bad input.

        Bad input is a date outside the calendar, a value that the database cannot hold, or a selected key that is no
        number.
        """
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(key.isdecimal() for key in chosen):
            return HttpResponseRedirect(request.path)
        try:
            return super().changelist_view(request, extra_context)
        except (OverflowError, DataError):
            return HttpResponseRedirect(request.path)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """Return the article. Lock its row during a save, so that two saves of one version cannot both succeed."""
        article = super().get_object(request, object_id, from_field)
        if article and request.method == "POST" and connection.in_atomic_block:
            return Article.objects.select_for_update(of=("self",)).filter(pk=article.pk).first()
        return article

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save. Retry once after an IntegrityError: validation then reports the duplicate saved meanwhile."""
        try:
            return self._changed_once(request, *args, **kwargs)
        except IntegrityError:
            return self._changed_once(request, *args, **kwargs)

    def _changed_once(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save. Update the lists once, not separately for the article and for each kind of link."""
        with transaction.atomic(), followed_once(Article.objects.all()):
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if change and not obj.history.exists():
            record([obj.pk], None, reason=_("As it was before its first change here"))
        # save_related writes one history row for the article and its links together.
        obj.skip_history_when_saving = True  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        record([form.instance.pk], request.user, kind=CHANGED if change else CREATED)
        if not change:
            self.forget_report(request)
