"""The history of a record: write the rows for editors' changes, single or in bulk, and show them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper

from articles.admin.differences import differences
from articles.admin.once import AddedOnceAdmin
from articles.models import Article

BATCH = 500


CREATED, CHANGED, DELETED = "+", "~", "-"


def record(article_ids: Iterable[int], user: Any, *, kind: str = CHANGED, reason: str = "") -> None:
    """Write a history row for each article as it is in the database now, including its links.

    Call this inside the transaction that changed the articles, or before they are deleted in it.
    """
    ids = list(article_ids)
    for start in range(0, len(ids), BATCH):
        articles = Article.objects.filter(pk__in=ids[start : start + BATCH])
        rows = Article.history.bulk_history_create(
            articles, update=kind != CREATED, default_user=user, default_change_reason=reason
        )
        if kind == DELETED:
            Article.history.filter(history_id__in=[row.history_id for row in rows]).update(history_type=kind)
        _record_links({row.id: row for row in rows})


def _record_links(rows: dict[int, Any]) -> None:
    for field in Article._meta.many_to_many:
        linked = getattr(Article.history.model, field.name).model
        links = getattr(Article, field.name).through.objects.filter(article_id__in=rows)
        linked.objects.bulk_create(linked(history=rows[link["article_id"]], **link) for link in links.values())


def values_of_version(article: Article, history_id: int) -> dict[str, Any]:
    """Return the form values of an older version, with its history row as `version_of`; {} if there is none."""
    row = article.history.filter(history_id=history_id).first()
    if row is None:
        return {}
    kept = [field for field in row.tracked_fields if field.editable]
    values = {field.name: getattr(row, field.attname) for field in kept}
    for field in Article._meta.many_to_many:
        links = getattr(row, field.name).values_list(field.m2m_reverse_field_name() + "_id", flat=True)
        values[field.name] = list(links)
    at = row.published_at
    values["published_time"] = timezone.localtime(at, timezone.get_default_timezone()).time() if at else None
    return values | {"version_of": row}


def in_words(name: str, value: Any, model: type[Model] = Article) -> str:
    """Return the value of the field `name` as text for editors.

    A choice and a record become their names, None becomes "".
    """
    if choices := getattr(model._meta.get_field(name), "flatchoices", ()):
        return str(dict(choices).get(value, value))
    if isinstance(value, str | Model):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value, timezone.get_default_timezone()), "DATETIME_FORMAT")
    return "، ".join(map(str, value)) if hasattr(value, "__iter__") else str(value)


class Delta(HistoricalRecordContextHelper):  # type: ignore[misc]
    """The changes in a history row: each field's name, with its old and its new text compared."""

    def context_for_delta_changes(self, delta: ModelDelta) -> list[dict[str, Any]]:
        shown = []
        for change in delta.changes:
            field = self.model._meta.get_field(change.field)
            values = (self.prepare_delta_change_value(change, value) for value in (change.old, change.new))
            old, new = (in_words(change.field, value, self.model) for value in values)
            shown.append({"field": field.verbose_name, "compared": differences(old, new)})
        return shown


class HistoryAdmin(AddedOnceAdmin, SimpleHistoryAdmin):  # type: ignore[misc]
    """The admin of django-simple-history, with a list page that complies with the Content-Security-Policy."""

    object_history_list_template = "admin/articles/history_list.html"
    # A page compares so many versions with those before them.
    history_list_per_page = 20

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Return what the delete confirmation page shows: the records, and the first objects that prevent deletion.

        Links are deleted too, but are not listed: they have no names. Django's own method loads every object that
        refers to the records: every article of a source.
        """
        records = list(objs)
        needed = set() if self.has_delete_permission(request) else {str(self.opts.verbose_name)}
        shown = [str(record) for record in records]
        return shown, {str(self.opts.verbose_name_plural): len(shown)}, needed, list(map(str, self.kept_by(records)))

    def kept_by(self, records: Sequence[Any]) -> Iterable[Any]:
        """Return some of the objects that refer to the records and prevent their deletion."""
        return ()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        self._check(request, object_id)
        response: HttpResponse = super().history_view(request, object_id, extra_context)
        return response

    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, **kwargs: Any) -> HttpResponse:
        self._check(request, object_id, version_id)
        response: HttpResponse = super().history_form_view(request, object_id, version_id, **kwargs)
        return response

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Page[Any], *args: Any) -> None:
        """Set the changes of each version on the page: of the last one too, whose predecessor is on the next page."""
        end = historical_records.end_index()
        older = historical_records.paginator.object_list[end : end + 1]
        super().set_history_delta_changes(request, [*historical_records, *older], *args)

    def _check(self, request: HttpRequest, *ids: str) -> None:
        """Raise PermissionDenied for who may see no history, before it is known whether there is one. Raise Http404 for
        what is no id."""
        if not self.has_view_history_or_change_history_permission(request):
            raise PermissionDenied
        if not all(unquote(number).isdecimal() for number in ids):
            raise Http404

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> Delta:
        return Delta(self.model, historical_record)
