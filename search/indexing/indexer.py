"""The indexer: from the change log to the articles, their analysis, and the engine.

It may be killed at any moment, and it may run twice. A change is removed from the change log only after the engine has
committed it, in the transaction that counts its forms; indexing it again gives the same index and the same counts.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import transaction
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
from search.indexing.document_frequency import HeldForms, count, packed
from search.indexing.documents import ArticleIndex, Content, contents
from search.indexing.lock import alone
from search.indexing.pipeline import MUCH, analyzed
from search.indexing.rebuild import EVERY, begun, drop_stale_keys, under_way
from search.indexing.vocabulary import ArchiveVocabulary
from search.indexing.workers import Workers
from search.lexicon import analyzer, renew
from search.metrics import ARTICLES_INDEXED
from search.models import IndexedArticle, Rebuild

logger = logging.getLogger(__name__)

# Changes in one commit if somebody waits for it, and if nobody does; articles read from the database at once.
BATCH, BULK, READ = 2_000, 20_000, 250
# Articles in one commit of a rebuild while another index is in use: changes made meanwhile wait for the commit.
CHUNK = 10_000


class Indexer:
    """Brings the index up to date with the database. `progress` is called with the number of articles after each read.

    If the index in use has the format of another release, only an indexer with `replaces` builds a new one: the other
    release may be the newer one.
    """

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
        self._used = ""  # the lexicon version of the index in use when this process first read it, or reloaded it

    def run(self, *, batches: int | None = None, wait: bool = False) -> int:
        """Index the changes that are due now, or at most `batches` batches of them; return how many changes were
        processed. With `batches`, the worker processes are kept for the next call, until `rest`.

        Changes made meanwhile are left to the next run: this one might never end otherwise. While another indexer is at
        work, do nothing, or `wait` for it. Raise SearchUnavailableError and LexiconMissingError; no change is lost
        then.
        """
        done = turns = 0
        last = Change.objects.due().values_list("pk", flat=True).last() or 0
        # With many changes due, a caller waits for all of them in any case: large commits are faster.
        size = BULK if batches is None or Change.objects.due()[:BULK].count() == BULK else BATCH
        try:
            while self._has_work(last) and (batches is None or turns < batches):
                with alone(wait) as got:
                    if not got:
                        break
                    done += self._batch(size) if self._has_index() else self.build_next(begun(self.backend), size)
                    turns += 1
        except BaseException:
            self.rest()  # the workers would not send again the words that they have sent and that were not stored
            raise
        if batches is None:
            self.rest()
        return done

    def rest(self) -> None:
        """End the worker processes and free their memory; the next work starts them again."""
        self._workers.close()

    def _has_work(self, last: int) -> bool:
        """Return whether changes up to the one with the id `last` are due, or there is no index."""
        return Change.objects.due().filter(pk__lte=last).exists() or not self._has_index()

    def rebuild(self) -> int:
        """Index every article into a new index beside the one in use, then replace that one by it; return how many
        articles.

        An interrupted rebuild is continued. Changes made meanwhile go to both indexes. Raise SearchUnavailableError and
        LexiconMissingError.
        """
        with alone(wait=True):
            row = begun(self.backend)
        done = 0
        try:
            while row.pk:
                with alone(wait=True):
                    if not Rebuild.objects.filter(pk=row.pk).exists():
                        break  # another process has finished the rebuild
                    self._batch(BATCH)
                    row = begun(self.backend)
                    done += self.build_next(row, CHUNK)
        finally:
            self.rest()
        return done

    def _batch(self, size: int) -> int:
        """Bring due changes to the index in use, and to the one being built if it has already passed the article;
        return how many."""
        self._read_alike()
        targets = self._targets()
        reach = max((upto for _, upto in targets), default=0)
        due = list(Change.objects.due().filter(article_id__lte=reach).values_list("pk", "article_id")[:size])
        ids = sorted({article_id for _, article_id in due})
        held: dict[int, HeldForms | None] = {}
        for backend, upto in targets:
            if part := [pk for pk in ids if pk <= upto]:
                held |= self._write(backend, part, replacing=part)
        with transaction.atomic():
            count(held)
            self.forget([pk for pk, _ in due])
        ARTICLES_INDEXED.inc(len(ids))
        return len(due)

    def _read_alike(self) -> None:
        """Reload the lexicon if a rebuild by another process has replaced both the index and the lexicon. Terms of the
        old lexicon would not be found until the article is indexed again, and no check of versions would show this.

        Raise SearchUnavailableError if the index in use is of another release, published after this process started.
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
        """Return the indexes that a change goes to, each with the highest article id that it takes."""
        row = under_way(self.backend)
        targets = [(self.backend, EVERY)] if self._has_index() else []
        return [*targets, (self.backend.beside(row.name), row.cursor)] if row else targets

    def build_next(self, row: Rebuild, size: int) -> int:
        """Index the next articles of a rebuild, and finish it after the last ones; return how many articles."""
        beside = self.backend.beside(row.name)
        while left := [pk for pk, _ in beside.versions(row.cursor, STRETCH)]:
            beside.write((), left)  # stored by a process that was killed before it saved the cursor
        visible = Article.objects.visible().filter(pk__gt=row.cursor).order_by("pk")
        ids = list(visible.values_list("pk", flat=True)[:size])
        upto = ids[-1] if len(ids) == size else EVERY
        seen = self._due_between(row.cursor, upto) if self._is_absent() else []
        held = self._write(beside, ids, replacing=())
        with transaction.atomic():
            passed = IndexedArticle.objects.filter(pk__gt=row.cursor, pk__lte=upto)
            count(dict.fromkeys(passed.values_list("pk", flat=True)) | held)
            row.cursor = upto
            row.save()
            self.forget(seen)
        ARTICLES_INDEXED.inc(len(ids))
        if upto == EVERY:
            self._finish(row)
        return len(ids)

    def _due_between(self, after: int, upto: int) -> list[int]:
        """Return the due changes of articles that are about to be read. If no index is in use, these changes need
        nothing else."""
        due = Change.objects.due().filter(article_id__gt=after, article_id__lte=upto)
        return list(due.values_list("pk", flat=True)[: 2 * BULK])

    def _finish(self, row: Rebuild) -> None:
        """Replace the index in use by the new one, after it has caught up with all changes and agrees with the
        database.

        The caller holds the lock: changes made meanwhile wait for the next batch. Raise SearchUnavailableError if
        articles still differ after they were indexed again.
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
        """Index again the articles that differ from the database; return how many."""
        mended = 0
        for stretch in stretches(backend):
            if ids := list(stretch.faults):
                logger.error("Articles that the new index had otherwise: %s", len(ids))
                count(self._write(backend, ids, replacing=ids))
                mended += len(ids)
        return mended

    def _write(self, backend: Backend, ids: Sequence[int], replacing: Sequence[int]) -> dict[int, HeldForms | None]:
        """Write those of the articles that the public may see to an index, and delete `replacing` there before. Return
        what the index holds of each article now; None for one that is not in it.

        A document that the engine refuses is left out, and its article is kept in the change log.
        """
        held: dict[int, HeldForms | None] = dict.fromkeys(ids)
        try:
            backend.write(self._documents(ids, held), replacing)
        except DocumentsRefusedError as error:
            for pk, reason in error.reasons.items():
                logger.error("The index refused article %s: %s", pk, reason)
                del held[pk]
            later = timezone.now() + REFUSED_AGAIN
            Change.objects.bulk_create(Change(article_id=pk, due_at=later) for pk in error.reasons)
        return held

    def _documents(self, ids: Sequence[int], held: dict[int, HeldForms | None]) -> Iterator[tuple[int, Any]]:
        """Yield the articles that the public may see, as pairs of id and prepared document. Their forms are added to
        the vocabulary first, and to `held`."""
        workers = self._workers if len(ids) >= MUCH else None
        for found in analyzed(self._contents(ids), self.backend.prepare, workers):
            self._vocabulary.add(found.words)
            for pk, version, terms in found.held:
                held[pk] = HeldForms(version, packed(self._vocabulary.ids(terms)))
            yield from found.prepared

    def _contents(self, ids: Sequence[int]) -> Iterator[list[Content]]:
        for start in range(0, len(ids), READ):
            chunk = ids[start : start + READ]
            yield contents(self._index.index_queryset().filter(pk__among=chunk).order_by("pk"))
            self.progress(len(chunk))

    def forget(self, changes: Sequence[int]) -> None:
        Change.objects.filter(pk__among=changes).delete()

    def _has_index(self) -> bool:
        """Return whether an index is in use that can be written; log one that is broken. Raise IndexFormatError, unless
        this indexer `replaces` such an index."""
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
        """Return whether there is no index. An index that cannot be read now may still exist."""
        try:
            self.backend.built_with()
        except IndexMissingError:
            return True
        except SearchUnavailableError:
            pass
        return False
