"""The connection to the cluster: its client, and its errors translated to those of the archive."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    HTTP_EXCEPTIONS,
    NotFoundError,
    OpenSearchException,
    SerializationError,
    TransportError,
)
from opensearchpy.helpers import streaming_bulk

from search.backends.base import DocumentsRefusedError, IndexMissingError, SearchUnavailableError
from search.backends.deadline import TooLateError

BULK_BYTES, BULK_DOCUMENTS = 5_000_000, 500
"""Maximum size of one bulk request, in bytes and in documents."""
ASKED, WRITTEN = 8.0, 60.0
"""Timeouts in seconds: for a request that answers a question, and for any other request."""
RETRIES = 2
"""How often a request without an answer is repeated, on another node if there is one."""

TIMED_OUT = "Time exceeded"
"""What the cluster says of a search that ended at its timeout, because no part of an answer is wanted."""

CONNECTIONS = 16
"""Connections to each node that are kept open: more than a process has threads (newsarchive/gunicorn.py)."""


@lru_cache(maxsize=4)
def client(hosts: tuple[str, ...], user: str, password: str, authority: str) -> OpenSearch:
    """Return this process's client of the cluster at these addresses; `authority` is a file of CA certificates."""
    logging.getLogger("opensearch").setLevel(logging.ERROR)  # a failed try logs a warning; the last one raises an error
    return OpenSearch(
        list(hosts),
        http_auth=(user, password) if user else None,
        ca_certs=authority or None,
        timeout=WRITTEN,
        max_retries=RETRIES,
        retry_on_timeout=True,
        pool_maxsize=CONNECTIONS,
    )


@lru_cache(maxsize=16)
def articles_in(cluster: OpenSearch, index: str, lately: int) -> int:
    """Return how many articles an index holds. The count is cached until `lately` is another number."""
    return int(cluster.count(index=index, request_timeout=ASKED)["count"])


def answers_of(cluster: OpenSearch, index: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Send several searches in one request, two lines each, and return the answers. Raise TooLateError if one of them
    ended at its timeout, and the client's exception for the first search that failed, as if it had been sent alone."""
    answers: list[dict[str, Any]] = cluster.msearch(index=index, body=lines, request_timeout=ASKED)["responses"]
    for answer in answers:
        if answer.get("timed_out") or TIMED_OUT in str(answer.get("error", "")):
            raise TooLateError
        if "error" in answer:
            status = answer["status"]
            raise HTTP_EXCEPTIONS.get(status, TransportError)(status, str(answer["error"]), answer)
    return answers


@contextmanager
def reached() -> Iterator[None]:
    """Translate the cluster's errors: raise IndexMissingError if there is no index, else SearchUnavailableError."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissingError(_("There is no index yet: manage.py update_index makes it.")) from error
    except (OpenSearchException, SerializationError) as error:
        raise SearchUnavailableError(_("The search cluster does not answer: %(error)s") % {"error": error}) from error


def send(cluster: OpenSearch, actions: Iterable[dict[str, Any]], **parameters: Any) -> None:
    """Send actions in bulk requests of limited size. Raise SearchUnavailableError if the cluster failed or was
    overloaded, or DocumentsRefusedError after all actions were sent."""
    sent = streaming_bulk(
        cluster,
        actions,
        chunk_size=BULK_DOCUMENTS,
        max_chunk_bytes=BULK_BYTES,
        max_retries=RETRIES,
        raise_on_error=False,
        **parameters,
    )
    answers = (next(iter(answer.items())) for taken, answer in sent if not taken)
    refused = {int(said["_id"]): said for kind, said in answers if not (kind == "delete" and said["status"] == 404)}
    if any(said["status"] >= 500 or said["status"] == 429 for said in refused.values()):
        raise SearchUnavailableError(_("The search cluster does not answer: %(error)s") % {"error": refused})
    if refused:
        raise DocumentsRefusedError({pk: str(said.get("error")) for pk, said in refused.items()})
