"""Change log -> articles -> analysis -> engine.

Safe to be killed at any moment and to run twice: what is done is taken off the change log only after the engine has
committed, and doing it again gives the same index.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Change
from search.backends import (
    Backend,
    DocumentsRefusedError,
    IndexBrokenError,
    IndexFormatError,
    IndexMissingError,
    SearchUnavailableError,
    default,
)
from search.indexing.check import REFUSED_AGAIN, STRETCH, stretches
from search.indexing.documents import ArticleIndex, Content, contents
from search.indexing.lock import alone
from search.indexing.pipeline import MUCH, analyzed
from search.indexing.rebuild import EVERY, begun, drop_stale_keys, under_way
from search.indexing.vocabulary import ArchiveVocabulary
from search.indexing.workers import Workers
from search.lexicon import analyzer, renew
from search.metrics import ARTICLES_INDEXED
from search.models import Rebuild

logger = logging.getLogger(__name__)

# Changes to a commit where somebody waits for it, and where nobody does; articles read from the database at once.
BATCH, BULK, READ = 2_000, 20_000, 250
# Articles to a commit of a rebuild while another index answers: what is changed meanwhile waits for it.
CHUNK = 10_000


class Indexer:
    """Brings the index up to the records. `progress` is told of every article that was read. Only one that `replaces`
    makes a new index where there is one of another release: it may be the newer of the two."""

    def __init__(
        self,
        backend: Backend | None = None,
        progress: Callable[[int], Any] = lambda count: None,
        *,
        replaces: bool = False,
    ) -> None:
        self.backend = backend or default()
        self.progress, self.replaces = progress, replaces
        self._index = ArticleIndex()
        self._vocabulary = ArchiveVocabulary()
        self._workers = Workers()
        self._used = ""  # the lexicon of the index in use when we first looked, or took it

    def run(self, *, batches: int | None = None, wait: bool = False) -> int:
        """Index what is due now, or so many batches of it; return how many changes were worked off. After so many
        batches the processes that analyzed them are kept for the next, until `rest`.

        What is changed meanwhile is left to the next who looks, or this would not end while others save. Where another
        indexer is at work nothing is done, unless `wait`. Raises SearchUnavailable and LexiconMissing; nothing is lost
        then.
        """
        done = turns = 0
        last = Change.objects.due().values_list("pk", flat=True).last() or 0
        # Who has many before him waits for them in any case: the sooner they are done, the better.
        size = BULK if batches is None or Change.objects.due()[:BULK].count() == BULK else BATCH
        try:
            while self._has_work(last) and (batches is None or turns < batches):
                with alone(wait) as got:
                    if not got:
                        break
                    done += self._batch(size) if self._has_index() else self._build(begun(self.backend), size)
                    turns += 1
        except BaseException:
            self.rest()  # the processes would not send again what they have sent and nobody has stored
            raise
        if batches is None:
            self.rest()
        return done

    def rest(self) -> None:
        """End the processes that analyze and give back their memory; what comes next starts them again."""
        self._workers.close()

    def _has_work(self, last: int) -> bool:
        """Whether changes are due up to the `last` of them, or there is no index."""
        return Change.objects.due().filter(pk__lte=last).exists() or not self._has_index()

    def rebuild(self) -> int:
        """Index every article anew beside the index in use, then put the new one in its place; return how many.

        What was stopped halfway goes on where it was. Changes made meanwhile are brought to both. Raises
        SearchUnavailable and LexiconMissing.
        """
        with alone(wait=True):
            row = begun(self.backend)
        done = 0
        try:
            while row.pk:
                with alone(wait=True):
                    if not Rebuild.objects.filter(pk=row.pk).exists():
                        break  # another process has finished it
                    self._batch(BATCH)
                    row = begun(self.backend)
                    done += self._build(row, CHUNK)
        finally:
            self.rest()
        return done

    def _batch(self, size: int) -> int:
        """Bring what is due to the index in use, and to the one being built what that has come past already."""
        self._read_alike()
        targets = self._targets()
        reach = max((upto for _, upto in targets), default=0)
        due = list(Change.objects.due().filter(article_id__lte=reach).values_list("pk", "article_id")[:size])
        ids = sorted({article_id for _, article_id in due})
        for backend, upto in targets:
            if part := [pk for pk in ids if pk <= upto]:
                with self._refused_later():
                    backend.write(self._documents(part), part)
        self._forget([pk for pk, _ in due])
        ARTICLES_INDEXED.inc(len(ids))
        return len(due)

    def _read_alike(self) -> None:
        """Take the lexicon of the index in use, where a rebuild by another process has replaced both: terms of the
        former one would be missed until the article is indexed anew, and no check of versions would tell.

        Raises SearchUnavailable where that index is of another release, which has come after this process began.
        """
        if not self._has_index():
            return
        used = self.backend.built_with().lexicon
        if used != analyzer().version and renew(used):
            self._workers.close()
            self._vocabulary = ArchiveVocabulary()
        if used not in (self._used, analyzer().version):
            raise SearchUnavailableError(_("The index is of another version of the archive: restart this process."))
        self._used = used

    def _targets(self) -> list[tuple[Backend, int]]:
        """The indexes that a change goes to, each with the highest id of an article that it takes."""
        row = under_way(self.backend)
        targets = [(self.backend, EVERY)] if self._has_index() else []
        return [*targets, (self.backend.beside(row.name), row.cursor)] if row else targets

    def _build(self, row: Rebuild, size: int) -> int:
        """Index the next articles of a rebuild, and finish it where they are the last; return how many."""
        beside = self.backend.beside(row.name)
        while left := [pk for pk, _ in beside.versions(row.cursor, STRETCH)]:
            beside.write((), left)  # of a commit that was the last before the process was killed
        visible = Article.objects.visible().filter(pk__gt=row.cursor).order_by("pk")
        ids = list(visible.values_list("pk", flat=True)[:size])
        upto = ids[-1] if len(ids) == size else EVERY
        seen = self._due_between(row.cursor, upto) if self._is_absent() else []
        with self._refused_later():
            beside.write(self._documents(ids), ())
        row.cursor = upto
        row.save()
        self._forget(seen)
        ARTICLES_INDEXED.inc(len(ids))
        if upto == EVERY:
            self._finish(row)
        return len(ids)

    def _due_between(self, after: int, upto: int) -> list[int]:
        """Changes due of articles that are about to be read: where no index is in use, they need nothing else."""
        due = Change.objects.due().filter(article_id__gt=after, article_id__lte=upto)
        return list(due.values_list("pk", flat=True)[: 2 * BULK])

    def _finish(self, row: Rebuild) -> None:
        """Put the index that was built in place of the one in use, once it has caught up and agrees with the records.

        The lock is held: what changes meanwhile waits for the next batch.
        """
        while self._batch(BULK):
            pass
        beside = self.backend.beside(row.name)
        if self._mended(beside) and (left := self._mended(beside)):
            raise SearchUnavailableError(
                _("The new index differs from the records in %(count)s articles.") % {"count": left}
            )
        read_alike = self._has_index() and self.backend.built_with().lexicon == beside.built_with().lexicon
        self.backend.publish(row.name)
        if not read_alike:
            drop_stale_keys()
        row.delete()

    def _mended(self, backend: Backend) -> int:
        """Index anew what an index has otherwise than the records; return how many articles that was."""
        count = 0
        for stretch in stretches(backend):
            if ids := list(stretch.faults):
                logger.error("Articles that the new index had otherwise: %s", len(ids))
                with self._refused_later():
                    backend.write(self._documents(ids), ids)
                count += len(ids)
        return count

    @contextmanager
    def _refused_later(self) -> Iterator[None]:
        """Keep in the change log what the engine refuses of what is written inside."""
        try:
            yield
        except DocumentsRefusedError as error:
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
            yield contents(self._index.index_queryset().filter(pk__among=chunk).order_by("pk"))
            self.progress(len(chunk))

    def _forget(self, changes: Sequence[int]) -> None:
        Change.objects.filter(pk__among=changes).delete()

    def _has_index(self) -> bool:
        """Whether an index is in use that can be written; one that is broken is told of. Raises IndexForeign, unless
        what is there is to be replaced in any case."""
        try:
            used = self.backend.built_with().lexicon
        except IndexMissingError:
            return False
        except IndexFormatError:
            if not self.replaces:
                raise
            return False
        except IndexBrokenError as error:
            logger.error("%s", error)
            return False
        self._used = self._used or used
        return True

    def _is_absent(self) -> bool:
        """Whether there is no index: one that cannot be read now may be there all the same."""
        try:
            self.backend.built_with()
        except IndexMissingError:
            return True
        except SearchUnavailableError:
            pass
        return False
