"""The page of a fault."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from search.metrics import DATABASE_FAILURES


def failed(request: HttpRequest) -> HttpResponse:
    """The page of a fault; where it is the database that does not answer, one that says so, and that it will."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    DATABASE_FAILURES.inc()
    # Without the request: its context would ask the database who is logged in.
    page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": "10", "Cache-Control": "no-store"})
