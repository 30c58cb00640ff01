"""One commit to the index: whole segments added, documents replaced, small segments merged."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from math import log
from typing import Any

from whoosh.index import TOC, FileIndex, clean_files
from whoosh.writing import SegmentWriter

from search.backends.whoosh.codec import ArchiveCodec, Pool
from search.backends.whoosh.leaf import Leaf

# Articles a segment is written with: bounds the memory of a commit of any size.
SEGMENT_ARTICLES = 2_500
# As many segments of one order of magnitude become one, up to a size that merges in a second or two.
MERGE_FACTOR, MERGED_ARTICLES = 8, 5_000


class ArchiveWriter(SegmentWriter):
    """Whoosh's writer, with postings gathered by term and as many segments in one commit as it takes.

    Nothing is seen by readers before `commit`, which replaces the table of contents in one rename; a process killed
    at any moment leaves the index as it was, and files that the next commit sweeps away.
    """

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=ArchiveCodec(), compound=False, timeout=10)
        self.pool = Pool()
        self._finished: list[Any] = []

    def delete_articles(self, ids: Collection[int]) -> None:
        """Delete what the index holds of these articles."""
        wanted = set(ids)
        for segment in self.segments:
            articles = Leaf(self.storage, segment).column("article")
            for doc, pk in enumerate(articles):
                if pk in wanted:
                    segment.delete_document(doc)

    def add_articles(self, documents: Iterable[dict[str, Any]]) -> int:
        """Add documents, in segments of bounded size; returns how many."""
        added = 0
        for document in documents:
            if self.docnum >= SEGMENT_ARTICLES:
                self._next_segment()
            self.add_document(**document)
            added += 1
        return added

    def commit(self, *args: Any, **kwargs: Any) -> None:
        """Commit; where that fails the lock is given up and what was half written is removed."""
        try:
            super().commit(*args, **kwargs)
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        """Give up what was added, and the lock."""
        try:
            with suppress(Exception):  # files that a full disk cut short, or that are closed already, complain
                self._close_segment()
            toc = TOC.read(self.storage, self.indexname)
            clean_files(self.storage, self.indexname, toc.generation, toc.segments)
        finally:
            self._finish()

    def absorb(self, segment: Any) -> None:
        """Copy the live documents of a segment into the one being written."""
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
    """The segments to merge into the one being written, which has `adding` documents.

    Tiers by order of magnitude, the smallest first: each document is copied once a tier, so that n additions one at a
    time cost n log n.
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
