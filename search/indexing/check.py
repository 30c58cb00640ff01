"""Compare the index with the database: find missing, orphaned and stale documents, and articles whose forms are not
counted as the index has them.

All are read in step, one range of ids at a time, so that the memory needed does not depend on the size of the archive.
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
from search.models import IndexedArticle

# Ids in one range.
STRETCH = 5_000
# Time until an article that the engine refused is sent again; until then it waits in the change log.
REFUSED_AGAIN = timedelta(hours=1)


class Fault(StrEnum):
    """What is wrong with the document of an article: missing, left in the index (orphaned), outdated (stale), or right
    but with forms that are not counted so."""

    MISSING = "missing"
    LEFT = "left"
    OUTDATED = "outdated"
    MISCOUNTED = "miscounted"


@dataclass(frozen=True, slots=True)
class IdRange:
    """The result for one range of ids: the number of visible articles, the fault of each faulty article, the number of
    articles that differ but wait in the change log (no fault), and the last id (None in the last range)."""

    articles: int
    faults: dict[int, Fault]
    waiting: int
    last: int | None


def stretches(backend: Backend, lock: Callable[[], AbstractContextManager[Any]] = nullcontext) -> Iterator[IdRange]:
    """Compare the whole index with the database, one range of ids after another. Raise SearchUnavailableError.

    An article may change between the two reads, so a range with faults is read again under the indexers' `lock`. A
    caller that already holds the lock passes none.
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
    """Compare the articles with ids above `after`. `last` of the result is the id to go on after, or None at the
    end."""
    held = backend.versions(after, STRETCH)
    visible, counted = (
        list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", "version")[:STRETCH])
        for rows in (Article.objects.visible(), IndexedArticle.objects.all())
    )
    pages = held, visible, counted
    last = min((page[-1][0] for page in pages if len(page) == STRETCH), default=None)
    pairs, wanted, rows = ({pk: version for pk, version in page if last is None or pk <= last} for page in pages)
    twice = {pk for pk, count in Counter(pk for pk, _ in held).items() if count > 1 and pk in pairs}
    wrong = {pk for pk in pairs | wanted if pairs.get(pk) != wanted.get(pk)} | twice
    differing = wrong | {pk for pk in wanted | rows if rows.get(pk) != wanted.get(pk)}
    waiting = on_the_log(list(differing))
    faults = {
        pk: fault(pk in pairs, pk in wanted) if pk in wrong else Fault.MISCOUNTED for pk in sorted(differing - waiting)
    }
    return IdRange(len(wanted), faults, len(waiting), last)


def fault(is_held: bool, is_visible: bool) -> Fault:
    """Return the fault of an article whose current version is not in the index."""
    return (Fault.OUTDATED if is_visible else Fault.LEFT) if is_held else Fault.MISSING


def on_the_log(articles: list[int]) -> set[int]:
    """Return those of the articles that wait in the change log: due now, or refused by the engine and to be sent
    again."""
    due = Change.objects.due(timezone.now() + REFUSED_AGAIN)
    return set(due.filter(article_id__in=articles).values_list("article_id", flat=True)) if articles else set()
