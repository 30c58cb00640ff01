"""One commit to the index: add whole segments, replace documents, merge small segments."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from math import log
from typing import Any

from whoosh.index import TOC, FileIndex, clean_files
from whoosh.writing import SegmentWriter

from search.backends.base import writing
from search.backends.embedded import engine_errors
from search.backends.whoosh.codec import ArchiveCodec, Pool
from search.backends.whoosh.leaf import Leaf

# Articles in a newly written segment, at most: this limits the memory of a commit of any size.
SEGMENT_ARTICLES = 2_500
# So many segments of one order of magnitude are merged, up to a size that merges in a second or two.
MERGE_FACTOR, MERGED_ARTICLES = 8, 5_000


class ArchiveWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, but it collects postings by term and can write several segments in one commit.

    Readers see nothing before `commit`, which replaces the table of contents by one rename. If the process is killed at
    any moment, the index stays as it was; the next commit removes the files left behind.
    """

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=ArchiveCodec(), compound=False, timeout=10)
        self.pool = Pool()
        self._finished: list[Any] = []

    def delete_articles(self, ids: Collection[int]) -> None:
        """Delete the documents of these articles from the index."""
        wanted = set(ids)
        for segment in self.segments:
            articles = Leaf(self.storage, segment).column("article")
            for doc, pk in enumerate(articles):
                if pk in wanted:
                    segment.delete_document(doc)

    def add_articles(self, documents: Iterable[dict[str, Any]]) -> int:
        """Add documents, in segments of limited size; return how many."""
        added = 0
        for document in documents:
            if self.docnum >= SEGMENT_ARTICLES:
                self._next_segment()
            self.add_document(**document)
            added += 1
        return added

    def commit(self, *args: Any, **kwargs: Any) -> None:
        """Commit. If it fails, release the lock and remove half-written files."""
        try:
            with engine_errors(), writing():
                super().commit(*args, **kwargs)
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        """Discard what was added, and release the lock."""
        try:
            with suppress(Exception):  # files that a full disk cut short, or that are closed already, raise errors
                self._close_segment()
            toc = TOC.read(self.storage, self.indexname)
            clean_files(self.storage, self.indexname, toc.generation, toc.segments)
        finally:
            self._finish()

    def absorb(self, segment: Any) -> None:
        """Copy the documents of a segment that are not deleted into the segment that is being written."""
        leaf = Leaf(self.storage, segment)
        numbers: dict[int, int] = {}
        for doc in range(leaf.size):
            if doc in leaf.deleted:
                continue
            numbers[doc] = self.docnum
            self.perdocwriter.start_doc(self.docnum)
            for name, column in leaf.columns.items():
                self.perdocwriter.add_column_value(name, None, column[doc])
            self.docnum += 1
            self._added = True
        for fieldname, term, postings in leaf.all_postings():
            for doc, positions in postings:
                if doc in numbers:
                    self.pool.add((fieldname, term, numbers[doc], 1.0, positions))

    def _next_segment(self) -> None:
        self._finished.append(self._finalize_segment())
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment)
        self.docnum = 0
        self._added = False

    def _merge_segments(self, mergetype: Any, optimize: Any, merge: Any) -> list[Any]:
        kept = [segment for segment in self.segments if segment.doc_count()]
        merged = worth_merging(kept, self.docnum)
        for segment in merged:
            self.absorb(segment)
        return [segment for segment in kept if segment not in merged] + self._finished


def worth_merging(segments: list[Any], adding: int) -> list[Any]:
    """Return the segments to merge into the one that is being written, which has `adding` documents.

    Segments form tiers by order of magnitude, and the smallest are merged first. Each document is copied once for each
    tier, so that n additions, one at a time, cost n log n.
    """
    chosen: list[Any] = []
    total = adding
    while True:
        tier = [s for s in segments if s not in chosen and _magnitude(s.doc_count()) <= _magnitude(total)]
        if len(tier) + 1 < MERGE_FACTOR:
            return chosen
        for segment in sorted(tier, key=lambda segment: segment.doc_count()):
            if total + segment.doc_count() > MERGED_ARTICLES:
                return chosen
            chosen.append(segment)
            total += segment.doc_count()


def _magnitude(size: int) -> int:
    return int(log(max(size, 1), MERGE_FACTOR))
