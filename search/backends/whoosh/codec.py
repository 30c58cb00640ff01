"""Write a segment: Whoosh's codec interface, with three files for each segment.

.terms  every "field TAB term", in a marisa trie
.posts  the postings, after a table of the offset of each trie key's postings
.docs   the columns: article id, version, day, order, and the lengths of the texts

Each ends with its checksum, which the storage writes (storage.py).
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from secrets import token_hex
from typing import Any

from marisa_trie import Trie
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment

from search.backends.whoosh.postings import GrowingPostings

TERMS, POSTS, DOCS = ".terms", ".posts", ".docs"


class Pool:
    """The postings of a segment that is being written, by field and term. Replaces Whoosh's sorting pool."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[str, GrowingPostings]] = {}

    def add(self, item: tuple[str, str, int, float, Collection[int]]) -> None:
        """Add the postings of a term in one document: (field, term, document, weight, positions)."""
        fieldname, term, doc, _weight, positions = item
        terms = self.fields.setdefault(fieldname, {})
        postings = terms.get(term)
        if postings is None:
            postings = terms[term] = GrowingPostings()
        postings.docs.append(doc)
        postings.counts.append(len(positions))
        postings.positions.extend(positions)

    def iter_postings(self) -> Iterator[tuple[str, GrowingPostings]]:
        """Yield each key of the trie with its postings."""
        for fieldname, terms in self.fields.items():
            for term, postings in terms.items():
                yield f"{fieldname}\t{term}", postings

    def cleanup(self) -> None:
        self.fields.clear()


class ColumnWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Writes the columns of a segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._file = segment.create_file(storage, DOCS)
        self._columns: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self._doc = -1
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._doc = docnum

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        if length:
            self.add_column_value(fieldname, None, length)

    def add_column_value(self, fieldname: str, columnobj: Any, value: int) -> None:
        column = self._columns[fieldname]
        column.extend([0] * (self._doc - len(column)))
        column.append(value)

    def close(self) -> None:
        for column in self._columns.values():
            column.extend([0] * (self._doc + 1 - len(column)))
        self._file.write_pickle(dict(self._columns))
        self._file.close()
        self.is_closed = True


class TermWriter(base.FieldWriter):  # type: ignore[misc]
    """Writes the terms of a segment and their postings."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._terms = segment.create_file(storage, TERMS)
        self._posts = segment.create_file(storage, POSTS)
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[str, GrowingPostings]]) -> None:
        postings = dict(items)
        trie = Trie(postings)
        starts = array("Q", bytes(8 * len(postings)))
        head = array("Q", [len(postings)]).tobytes()
        self._posts.write(head + starts.tobytes())
        for key in sorted(postings):
            starts[trie[key]] = self._posts.tell()
            self._posts.write(postings[key].to_bytes())
        self._posts.seek(len(head))
        self._posts.write(starts.tobytes())
        self._terms.write(trie.tobytes())

    def close(self) -> None:
        self._posts.close()
        self._terms.close()
        self.is_closed = True


class ArchiveCodec(base.Codec):  # type: ignore[misc]
    """Writes segments that search.backends.whoosh.leaf reads."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> ColumnWriter:
        return ColumnWriter(storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> TermWriter:
        return TermWriter(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        segment = W3Segment(self, indexname)
        segment.segid = token_hex(8)  # Whoosh takes it from `random`, which a seed makes say the same again
        return segment
