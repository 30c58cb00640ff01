"""What every request passes: the reader's language, and the door of a closed archive."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

Next = Callable[[HttpRequest], HttpResponse]


class ChosenLanguageMiddleware:
    """Speak Arabic until the reader chooses otherwise: a browser's own language decides nothing."""

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


class RequireLoginMiddleware:
    """Send who is not logged in to the login page, when REQUIRE_LOGIN closes the archive (licensed wire copy)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.REQUIRE_LOGIN:
            return self.get_response(request)
        open_paths = (reverse("login"), reverse("admin:login"), reverse("set_language"))
        if not request.user.is_authenticated and request.path not in open_paths:
            return redirect_to_login(request.get_full_path())
        response = self.get_response(request)
        # What only some may read, nobody keeps for others, nor for whoever sits down after the log-out.
        patch_cache_control(response, private=True, no_store=True)
        return response
