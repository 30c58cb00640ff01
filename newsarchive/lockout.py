"""The page for users who are locked out for a while after failed logins (django-axes)."""

from typing import Any

from axes.helpers import get_cool_off
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, original: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer 429 with a page that says how long the lockout lasts (AXES_LOCKOUT_CALLABLE)."""
    seconds = int(closed.total_seconds()) if (closed := get_cool_off(request)) else 0
    context = {**admin.site.each_context(request), "minutes": -(-seconds // 60)}
    response = render(request, "newsarchive/lockout.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
