"""Publish, withdraw or delete many articles at once, with a fixed number of queries per batch."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.history import BATCH, DELETED, record
from articles.models import Article, Status

# A message names at most this many articles and gives the number of all.
NAMED_IN_MESSAGE = 5


@admin.action(description=gettext_lazy("Publish the selected articles"), permissions=["publish"])
def publish(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> None:
    """Publish the drafts that have a headline. Report which other articles were left, and why."""
    drafts, early = queryset.filter(status=Status.DRAFT), Q(published_at__gt=timezone.now())
    left = [
        (drafts.filter(headline=""), _("without a headline: write one first")),
        (
            drafts.filter(early).exclude(headline=""),
            _("their time is still to come: choose “scheduled” in the form of each"),
        ),
        (queryset.filter(status=Status.SCHEDULED), _("scheduled: they appear at their time")),
        (queryset.filter(status=Status.WITHDRAWN), _("withdrawn: change the status of each in its form")),
        (queryset.filter(status=Status.PUBLISHED), _("published already")),
    ]
    reports = [(list(articles[:NAMED_IN_MESSAGE]), articles.count(), why) for articles, why in left]
    ready = drafts.exclude(headline="").exclude(early)
    published = _change(ready, request.user, status=Status.PUBLISHED)
    if published:
        said = ngettext("%(count)s article was published.", "%(count)s articles were published.", published)
        model_admin.message_user(request, said % {"count": published}, messages.SUCCESS)
    for named, count, why in reports:
        if count:
            model_admin.message_user(request, _left_out(named, count, why), messages.WARNING)


@admin.action(description=gettext_lazy("Withdraw the selected articles…"), permissions=["withdraw"])
def withdraw(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    """Ask for the notice, then withdraw the selected articles. Each one shows the notice at its address."""
    notice = request.POST.get("withdrawal", "").replace("\0", "").replace("\r\n", "\n").strip()
    if not notice:
        asked = "withdrawal" in request.POST
        return _ask(model_admin, request, queryset, "withdraw", _("Withdraw articles"), missing=asked)
    changed = _change(
        queryset.exclude(status=Status.WITHDRAWN), request.user, status=Status.WITHDRAWN, withdrawal=notice
    )
    said = ngettext("%(count)s article was withdrawn.", "%(count)s articles were withdrawn.", changed)
    model_admin.message_user(request, said % {"count": changed}, messages.SUCCESS)
    return None


@admin.action(description=gettext_lazy("Delete the selected articles…"), permissions=["delete"])
def delete_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    """Ask for confirmation with the number of articles, then delete them.

    Django's own page lists every article and cannot post thousands of them.
    """
    if "confirmed" not in request.POST:
        return _ask(model_admin, request, queryset, "delete_selected", _("Delete articles"))
    with transaction.atomic():
        ids = _held(queryset)
        for batch in _batches(ids):
            articles = Article.objects.filter(pk__in=batch)
            model_admin.log_deletions(request, articles.only("headline"))
            record(batch, request.user, kind=DELETED)
            articles.annotate(skip_history=Value(True)).delete()
    count = len(ids)
    said = ngettext("%(count)s article was deleted.", "%(count)s articles were deleted.", count) % {"count": count}
    model_admin.message_user(request, said, messages.SUCCESS)
    return None


def _change(queryset: QuerySet[Article], user: Any, **values: Any) -> int:
    """Set new values on the articles, write their history, and return their number. All are changed, or none."""
    with transaction.atomic():
        ids = _held(queryset)
        for batch in _batches(ids):
            Article.objects.filter(pk__in=batch).update(**values, modified_at=timezone.now())
            record(batch, user)
    return len(ids)


def _held(queryset: QuerySet[Article]) -> list[int]:
    """Return the ids of the selected articles and lock their rows, so that exactly the chosen articles are changed."""
    return list(queryset.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _left_out(named: list[Article], count: int, why: str) -> str:
    names = format_html_join("، ", "«<bdi>{}</bdi>»", ((str(article),) for article in named))
    said = ngettext("%(count)s article was left, %(why)s:", "%(count)s articles were left, %(why)s:", count)
    return format_html("{} {}{}", said % {"count": count, "why": why}, names, "…" if count > len(named) else "")


def _ask(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[Article], action: str, title: str, **more: Any
) -> HttpResponse:
    """Show the page where an action asks its question. The page posts the same selection again."""
    across = request.POST.get("select_across") == "1"
    selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "media": model_admin.media,
        "action": action,
        "count": queryset.count(),
        "some": queryset[:NAMED_IN_MESSAGE],
        "select_across": across,
        "selected": selected[:1] if across else selected,
        "checkbox_name": ACTION_CHECKBOX_NAME,
        **more,
    }
    return TemplateResponse(request, "admin/articles/article/ask.html", context)
