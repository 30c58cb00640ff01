"""The index beside the records: which articles it lacks, has in vain, or has as they were.

Read in step, a stretch of ids at a time, so that memory is bounded whatever the size of the archive.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from articles.models import Article, Change
from search.backends import Backend

# Ids of a stretch.
STRETCH = 5_000
# When an article that the engine refused is sent again; until then it waits in the change log.
REFUSED_AGAIN = timedelta(hours=1)


class Fault(StrEnum):
    MISSING = "missing"
    LEFT = "left"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class IdRange:
    """What was found from one id to another: how many visible articles, what is wrong with which article, and how many
    differ that wait in the change log, which is no fault."""

    articles: int
    faults: dict[int, Fault]
    waiting: int
    last: int | None


def stretches(backend: Backend, lock: Callable[[], AbstractContextManager[Any]] = nullcontext) -> Iterator[IdRange]:
    """Compare the whole index with the records. Raises SearchUnavailable.

    What seems wrong is read again under the indexers' `lock`, for an article may change between two readings; who holds
    the lock gives none.
    """
    after: int | None = 0
    while after is not None:
        found = compared(backend, after)
        if found.faults:
            with lock():
                found = compared(backend, after)
        yield found
        after = found.last


def compared(backend: Backend, after: int) -> IdRange:
    """Compare the articles beyond an id; `last` is where the next stretch begins, None behind the last."""
    held = backend.versions(after, STRETCH)
    visible = list(Article.objects.visible().filter(pk__gt=after).order_by("pk").values_list("pk", "version")[:STRETCH])
    last = min((page[-1][0] for page in (held, visible) if len(page) == STRETCH), default=None)
    pairs, wanted = ({pk: version for pk, version in page if last is None or pk <= last} for page in (held, visible))
    twice = {pk for pk, count in Counter(pk for pk, _ in held).items() if count > 1 and pk in pairs}
    differing = [pk for pk in pairs | wanted if pairs.get(pk) != wanted.get(pk) or pk in twice]
    waiting = on_the_log(differing)
    faults = {pk: fault(pk in pairs, pk in wanted) for pk in sorted(differing) if pk not in waiting}
    return IdRange(len(wanted), faults, len(waiting), last)


def fault(is_held: bool, is_visible: bool) -> Fault:
    """What is wrong with an article whose version the index does not have."""
    return (Fault.OUTDATED if is_visible else Fault.LEFT) if is_held else Fault.MISSING


def on_the_log(articles: list[int]) -> set[int]:
    """Those of the articles that wait in the change log: what is due, and what the engine has refused."""
    due = Change.objects.due(timezone.now() + REFUSED_AGAIN)
    return set(due.filter(article_id__in=articles).values_list("article_id", flat=True)) if articles else set()
