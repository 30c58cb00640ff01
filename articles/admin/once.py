"""An add form that is sent more than once makes one record: a double click, a browser or a proxy that tries again."""

import json
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from articles.models import SentForm


class AddedOnceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin whose add form makes one record, however often and however close together it is sent."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show or save. A form that made a record before is answered as it was then, and makes no other."""
        if object_id is not None or request.method != "POST" or not self.has_add_permission(request):
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            made = SentForm.objects.claim(_key(request)).made
            if made and (record := self.model._default_manager.filter(pk=made).first()):
                return self.response_add(request, record)
            return super().changeform_view(request, object_id, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer who added a record, and note in the same transaction that this form made it."""
        SentForm.objects.filter(key=_key(request)).update(made=obj.pk)
        return super().response_add(request, obj, *args, **kwargs)


def _key(request: HttpRequest) -> str:
    """Return a digest of who sent which values to which form, whichever of its buttons was pressed.

    Django masks the token against forgery anew on each page. So a form that was opened twice has two keys, also with
    the same values.
    """
    values = sorted((name, sent) for name, sent in request.POST.lists() if not name.startswith("_"))
    sent = json.dumps([request.user.pk, request.path, values])
    return salted_hmac("articles.admin.once", sent, algorithm="sha256").hexdigest()
