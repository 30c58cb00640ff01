"""Change log -> articles -> analysis -> engine.

Safe to be killed at any moment and to run twice: what is done is taken off the change log only after the engine has
committed, and doing it again gives the same index.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Change
from search.backends import Backend, BuiltWith, DocumentsRefused, IndexAbsent, IndexBroken, default
from search.indexing.documents import ArticleIndex, Content, contents
from search.indexing.lock import alone
from search.indexing.pipeline import MUCH, analyzed
from search.indexing.vocabulary import ArchiveVocabulary
from search.indexing.workers import Workers
from search.lexicon import analyzer
from search.metrics import ARTICLES_INDEXED
from search.models import FormKey

logger = logging.getLogger(__name__)

# Changes to a commit where somebody waits for it, and where nobody does; articles read from the database at once.
BATCH, BULK, READ = 2_000, 20_000, 250
# When an article that the engine refused is sent again; until then it waits in the change log.
REFUSED_AGAIN = timedelta(hours=1)


def wanted() -> BuiltWith:
    """What an index built now would be built with. Raises LexiconMissing."""
    return BuiltWith(analyzer().version, settings.TIME_ZONE)


def outdated(backend: Backend) -> bool:
    """Whether the index was built with another lexicon or TIME_ZONE. Raises SearchUnavailable, LexiconMissing."""
    return backend.built_with() != wanted()


class Indexer:
    """Brings the index up to the records. `progress` is told of every article that was read."""

    def __init__(self, backend: Backend | None = None, progress: Callable[[int], Any] = lambda count: None) -> None:
        self.backend = backend or default()
        self.progress = progress
        self._index = ArticleIndex()
        self._vocabulary = ArchiveVocabulary()
        self._workers = Workers()

    def run(self, *, batches: int | None = None, wait: bool = False) -> int:
        """Index what is due, or so many batches of it; return how many changes were worked off.

        Where another indexer is at work nothing is done, unless `wait`: it will come to these changes too, as it looks
        once more after it has given up the lock. Raises SearchUnavailable and LexiconMissing; nothing is lost then.
        """
        done = turns = 0
        with self._workers:
            while self.has_work() and (batches is None or turns < batches):
                with alone(wait) as got:
                    if not got:
                        break
                    done += self._batch(BULK if batches is None else BATCH)
                    turns += 1
        return done

    def has_work(self) -> bool:
        """Whether changes are due, or there is no index."""
        return Change.objects.due().exists() or not self._has_index()

    def rebuild(self) -> int:
        """Index every article anew, in one commit, while the index answers as it was; return how many."""
        with alone(wait=True), self._workers:
            self._ensure_index()
            done = list(Change.objects.due().values_list("pk", flat=True))
            ids = list(Article.objects.visible().order_by("pk").values_list("pk", flat=True))
            FormKey.objects.all().delete()
            name = self.backend.begin(wanted())
            with self._refused_later():
                self.backend.beside(name).write(self._documents(ids), ())
            self.backend.publish(name)
            self._forget(done)
        return len(ids)

    def _batch(self, size: int) -> int:
        self._ensure_index()
        due = list(Change.objects.due().values_list("pk", "article_id")[:size])
        ids = sorted({article_id for _, article_id in due})
        if ids:
            with self._refused_later():
                self.backend.write(self._documents(ids), ids)
            self._forget([pk for pk, _ in due])
            ARTICLES_INDEXED.inc(len(ids))
        return len(due)

    @contextmanager
    def _refused_later(self) -> Iterator[None]:
        """Keep in the change log what the engine refuses of what is written inside."""
        try:
            yield
        except DocumentsRefused as error:
            for pk, reason in error.reasons.items():
                logger.error("The index refused article %s: %s", pk, reason)
            later = timezone.now() + REFUSED_AGAIN
            Change.objects.bulk_create(Change(article_id=pk, due_at=later) for pk in error.reasons)

    def _documents(self, ids: Sequence[int]) -> Iterator[tuple[int, Any]]:
        """Those of the articles that the public may see, as the engine takes them; their forms are in the vocabulary
        then."""
        workers = self._workers if len(ids) >= MUCH else None
        for prepared, words in analyzed(self._contents(ids), self.backend.prepare, workers):
            self._vocabulary.add(words)
            yield from prepared

    def _contents(self, ids: Sequence[int]) -> Iterator[list[Content]]:
        for start in range(0, len(ids), READ):
            chunk = ids[start : start + READ]
            yield contents(self._index.index_queryset().filter(pk__in=chunk).order_by("pk"))
            self.progress(len(chunk))

    def _forget(self, changes: Sequence[int]) -> None:
        for start in range(0, len(changes), READ):
            Change.objects.filter(pk__in=changes[start : start + READ]).delete()

    def _has_index(self) -> bool:
        try:
            self.backend.built_with()
        except (IndexAbsent, IndexBroken):
            return False
        return True

    def _ensure_index(self) -> None:
        """Make an index where there is none, once every article is on the change log."""
        try:
            self.backend.built_with()
        except (IndexAbsent, IndexBroken) as error:
            if isinstance(error, IndexBroken):
                logger.error("%s", error)
            with transaction.atomic():
                due = set(Change.objects.due().values_list("article_id", flat=True))
                visible = Article.objects.visible().values_list("pk", flat=True)
                Change.objects.log(pk for pk in visible if pk not in due)
            self.backend.publish(self.backend.begin(wanted()))
