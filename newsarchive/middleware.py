"""Middleware for every request: the log, what browsers may do, the reader's language, the login of a closed archive."""

import logging
import re
import time
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.views.defaults import page_not_found

from newsarchive.logs import request_id

logger = logging.getLogger("newsarchive.requests")

Next = Callable[[HttpRequest], HttpResponse]
QUERY_LETTERS = 2_500
"""Most characters of an address's parameters that are read: a question of 500, filters and dropped forms."""
REQUEST_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)


# What browsers offer to pages (https://www.w3.org/TR/permissions-policy/). A citation is copied to the clipboard, and
# the admin closes its popups on `unload`; nothing else is used.
UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "compute-pressure"),
    *("cross-origin-isolated", "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation"),
    *("gyroscope", "hid", "identity-credentials-get", "idle-detection", "keyboard-map", "local-fonts"),
    *("magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture"),
    *("publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("storage-access", "sync-xhr", "usb", "window-management", "xr-spatial-tracking"),
)
PERMISSIONS_POLICY = ", ".join(["clipboard-write=(self)", *(f"{name}=()" for name in UNUSED)])


class PermissionsPolicyMiddleware:
    """Turns off what no page of the archive uses, for the pages and for whatever gets into them."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response


class RequestLogMiddleware:
    """Logs each request with its X-Request-ID, from the proxy or new, which is also set on the response.

    The query is never logged: what a journalist searches for is confidential.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent, began = request.headers.get("X-Request-ID", ""), time.perf_counter()
        number = sent if REQUEST_ID.fullmatch(sent) else uuid4().hex
        token = request_id.set(number)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = number
            said = {"method": request.method, "path": escape_uri_path(request.path), "status": response.status_code}
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            logger.info(" ".join(map(str, said.values())), extra={**said, "milliseconds": milliseconds})
        finally:
            request_id.reset(token)
        return response


class QueryLimitMiddleware:
    """Cuts what follows the question mark in an address: links of a page repeat it many times.

    Parameters are kept in order up to QUERY_LETTERS characters in all; the one that passes this is cut, and those after
    it are dropped. No form or link of the pages makes so many. The admin has longer ones, which no link repeats.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.META["QUERY_STRING"]) > QUERY_LETTERS and not request.path.startswith(reverse("admin:index")):
            kept: list[tuple[str, str]] = []
            room = QUERY_LETTERS
            for name, values in request.GET.lists():
                for value in values:
                    if (room := room - len(name)) > 0:
                        kept.append((name, value[:room]))
                        room -= len(value)
            request.GET = QueryDict(urlencode(kept))
        return self.get_response(request)


class ChosenLanguageMiddleware:
    """Use Arabic until the reader chooses another language. The browser's own language is ignored."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


class RequireLoginMiddleware(LoginRequiredMiddleware):
    """Send who is not logged in to the login page, when REQUIRE_LOGIN closes the archive (licensed wire copy).

    Django asks this at the door of each view that is not marked `login_not_required`; an address of no view is closed
    as well.
    """

    def __init__(self, get_response: Next) -> None:
        if not settings.REQUIRE_LOGIN:
            raise MiddlewareNotUsed
        super().__init__(get_response)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and not request.resolver_match:
            response = self.process_view(request, page_not_found, (), {}) or response
        # What only some may read, nobody keeps for others, nor for whoever sits down after the log-out.
        if "no-store" not in response.headers.get("Cache-Control", ""):
            patch_cache_control(response, private=True, no_store=True)
        return response


def forwarded_address(request: HttpRequest) -> str:
    """Return the client's address: the last entry of X-Forwarded-For, set by the proxy.

    The client may have set the earlier entries.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded or str(request.META.get("REMOTE_ADDR", ""))
