"""The cluster as the archive reaches it: its client, and what it answers to in the archive's words."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException, SerializationError
from opensearchpy.helpers import streaming_bulk

from search.backends.base import DocumentsRefusedError, IndexMissingError, SearchUnavailableError

BULK_BYTES, BULK_DOCUMENTS = 5_000_000, 500
"""What one bulk request holds at most."""
ASKED, WRITTEN = 8.0, 60.0
"""Seconds that the answer to a question is waited for, and that to anything else."""
RETRIES = 2
"""How often what was not answered is asked again, of another node if there is one."""


@lru_cache(maxsize=4)
def client(hosts: tuple[str, ...], user: str, password: str, authority: str) -> OpenSearch:
    """Return this process's client of the cluster at these addresses; `authority` is a file of certificates."""
    logging.getLogger("opensearch").setLevel(logging.ERROR)  # each failed try is a warning; what is left is raised
    return OpenSearch(
        list(hosts),
        http_auth=(user, password) if user else None,
        ca_certs=authority or None,
        timeout=WRITTEN,
        max_retries=RETRIES,
        retry_on_timeout=True,
    )


@lru_cache(maxsize=16)
def articles_in(cluster: OpenSearch, index: str, lately: int) -> int:
    """Return how many articles an index holds; counted anew only where `lately` is another number."""
    return int(cluster.count(index=index, request_timeout=ASKED)["count"])


@contextmanager
def reached() -> Iterator[None]:
    """Say in the archive's words what keeps the cluster from answering."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissingError(_("There is no index yet: manage.py update_index makes it.")) from error
    except (OpenSearchException, SerializationError) as error:
        raise SearchUnavailableError(_("The search cluster does not answer: %(error)s") % {"error": error}) from error


def send(cluster: OpenSearch, actions: Iterable[dict[str, Any]], **parameters: Any) -> None:
    """Send actions in bulk requests of a bounded size. Raises DocumentsRefused once all are sent."""
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
