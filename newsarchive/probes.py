"""Probes for machines: liveness, readiness and metrics.

They are answered before the request is checked (host, https, session, login), so that a probe inside the network needs
neither a host name nor an account. The proxy hides readiness and metrics from the public.
"""

import logging
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST

from newsarchive.metrics import exposition
from newsarchive.version import VERSION
from search import lexicon
from search.backends import default
from search.backends.base import STOPPING

logger = logging.getLogger(__name__)


def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive, without checking anything else."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Whether each part does its work: "ok" or "failed", and 503 where one does not; and the version that answers.

    Why a part fails is in the log alone.
    """
    parts = {name: _tried(name, part) for name, part in PARTS.items()}
    well = all(said == "ok" for said in parts.values())
    told = {"status": "ok" if well else "failed", "version": VERSION, "parts": parts}
    return JsonResponse(told, status=200 if well else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics to clients that send `Authorization: Bearer METRICS_TOKEN`. Answer 404 to all others.

    If the setting is empty, nobody gets the metrics.
    """
    sent = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(sent, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponseNotFound()
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


class ProbesMiddleware:
    """Answers the URLs of the probes and passes on every other request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        response = probe(request)
        add_never_cache_headers(response)
        return response


def _tried(name: str, part: Callable[[], object]) -> str:
    try:
        part()
    except STOPPING:
        raise
    except BaseException as error:  # whatever is raised, this part does not do its work
        logger.warning("Not ready: %s: %s", name, error)
        return "failed"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    missing = _last_migrations() - set(MigrationRecorder(connection).applied_migrations())
    if missing:
        raise DatabaseError(f"not applied: {sorted(missing)}")


def _lexicon() -> None:
    lexicon.check()
    lexicon.analyzer()


@cache
def _last_migrations() -> set[tuple[str, str]]:
    """Return the last migration of each app in this release."""
    return set(MigrationLoader(None).graph.leaf_nodes())


PARTS: dict[str, Callable[[], object]] = {
    "database": _database,
    "migrations": _migrations,
    "lexicon": _lexicon,
    "index": lambda: default().built_with(),
}
PROBES = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}
