"""The error page of the archive."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from search.metrics import DATABASE_FAILURES


def failed(request: HttpRequest) -> HttpResponse:
    """Return the error page: status 503 with its own text if the database does not answer, otherwise status 500."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    DATABASE_FAILURES.inc()
    # Render without the request: its context would query the database for the logged-in user.
    page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": "10", "Cache-Control": "no-store"})
