"""The admin as a site of its own: its titles, and a way to public pages that asks who may see what."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _


class ArchiveSite(AdminSite):
    """Django's admin. Its `view_on_site` would give any staff the address, and so the headline, of any article."""

    site_header = site_title = _("News archive")
    index_title = _("What to work on")

    def get_urls(self) -> list[Any]:
        name, route = "view_on_site", "r/<path:content_type_id>/<path:object_id>/"
        others = [entry for entry in super().get_urls() if getattr(entry, "name", "") != name]
        return [path(route, self.admin_view(self.view_on_site), name=name), *others]

    def view_on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """Lead to the public page of an object. Raise PermissionDenied for who may not view such objects in the admin,
        whether this one exists or not."""
        try:
            model = ContentType.objects.get_for_id(int(content_type_id)).model_class()
        except (ContentType.DoesNotExist, ValueError) as error:
            raise Http404 from error
        if model not in self._registry or not self._registry[model].has_view_permission(request):
            raise PermissionDenied
        response: HttpResponse = shortcut(request, content_type_id, object_id)
        return response
