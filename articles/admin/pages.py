"""Additional admin pages of an article: paste a report, preview, open an older version."""

import secrets
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.fields import TextField
from articles.admin.history import values_of_version
from articles.admin.paste import values_of_report, with_the_same_text
from articles.admin.posted import typed_values
from articles.models import Article
from articles.presenters.article_page import citation, read
from articles.readers.record import RefusalError

# Pasted reports kept in an editor's session until they are saved; a new one replaces the oldest.
KEPT_REPORTS = 3


class PasteForm(forms.Form):
    report = TextField(
        label=gettext_lazy("The report"),
        widget=forms.Textarea(attrs={"rows": 24, "dir": "auto", "class": "vLargeTextField"}),
        help_text=gettext_lazy("The whole text as it came: headline, lead, source line and all."),
    )


class ArticlePages(admin.ModelAdmin):  # type: ignore[type-arg]
    """Pages for articles that Django's admin does not have."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("paste/", view(self.paste_view), name="articles_article_paste"),
            path("<path:object_id>/preview/", view(self.preview_view), name="articles_article_preview"),
            *super().get_urls(),
        ]

    def filled(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        """Return form values that do not come from the article: a pasted report, or an older version to restore."""
        if article is None:
            report: dict[str, Any] = request.session.get("pasted", {}).get(request.GET.get("pasted"), {})
            return report
        if request.method == "GET" and request.GET.get("version", "").isdecimal():
            return values_of_version(article, int(request.GET["version"][:18]))
        return {}

    def forget_report(self, request: HttpRequest) -> None:
        """Remove the saved report from the session."""
        pasted = request.session.get("pasted", {})
        if pasted.pop(request.GET.get("pasted"), None):
            request.session["pasted"] = pasted

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return no initial data: the URL must not fill the form, only `filled` does."""
        return {}

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """Read a pasted text and redirect to the form with its values. Nothing is stored until the editor saves."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PasteForm(request.POST or None)
        if form.is_valid():
            try:
                values = values_of_report(form.cleaned_data["report"])
            except RefusalError as refusal:
                form.add_error("report", str(refusal.reason))
            else:
                return self._to_form(request, values)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Paste a report"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/article/paste.html", context)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Fill a new form with the values typed for an article that another editor has deleted meanwhile."""
        if "seen_version" not in request.POST or not self.has_add_permission(request):
            response: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
            return response
        messages.warning(request, _("Another editor deleted this article. What you typed stands in this new one."))
        return self._fill(request, typed_values(request.POST))

    def _fill(self, request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
        pasted, token = request.session.get("pasted", {}), secrets.token_urlsafe(8)
        request.session["pasted"] = dict(list(pasted.items())[1 - KEPT_REPORTS :]) | {token: values}
        return HttpResponseRedirect(f"{reverse('admin:articles_article_add')}?pasted={token}")

    def _to_form(self, request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
        for twin in with_the_same_text(values)[:3]:
            address = reverse("admin:articles_article_change", args=[twin.pk])
            said = _("The archive has this text already:")
            messages.warning(request, format_html('{} <a href="{}"><bdi>{}</bdi></a>', said, address, twin))
        count = len(values["guessed"])
        told = [_("Nothing is saved yet.")]
        if count:
            guessed = ngettext(
                "%(count)s field was guessed: check it.", "%(count)s fields were guessed: check them.", count
            )
            told.append(guessed % {"count": count})
        messages.info(request, " ".join(told))
        return self._fill(request, values)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show an article of any status as on its public page, for editors only."""
        article = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        if article is None:
            raise Http404
        address = request.build_absolute_uri(article.get_absolute_url())
        context = {
            "article": article,
            "reading": read(article),
            "citation": citation(article, address),
            "preview": True,
        }
        response = TemplateResponse(request, "admin/articles/article/preview.html", context)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(response)
        return response

    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, **kwargs: Any) -> HttpResponse:
        """Open an older version in the form, to read it or to restore it by saving."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if not unquote(object_id).isdecimal():
            raise Http404
        article = get_object_or_404(Article, pk=unquote(object_id))
        address = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(f"{address}?version={version_id}")
