"""What the archive takes from Whoosh 2.7.4, which nobody maintains, does what our code relies on.

The archive's own codec and queries are left out: a recording codec stands in their place. So a failure here is of
Whoosh, or of the Python below it, and docs/architecture.md says what is then to be done.
"""

import ast
import multiprocessing
import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from django.conf import settings
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError, clean_files
from whoosh.query import Query
from whoosh.writing import SegmentWriter

NAME = "MAIN"


class Words(FieldType):
    """A text that is analyzed already: each word with the places where it stands."""

    scorable = True

    def __init__(self):
        pass

    def index(self, value, **kwargs):
        return ((word, len(places), 1.0, places) for word, places in value.items())


class Recorder(base.PerDocumentWriter, base.FieldWriter):
    """Records what the writer asks of the codec, and makes one file of the segment."""

    def __init__(self, calls, storage, segment):
        self.calls, self.is_closed = calls, False
        self.file = segment.create_file(storage, f".{len(calls)}")

    def start_doc(self, docnum):
        self.calls.append(("start", docnum))

    def add_field(self, fieldname, fieldobj, value, length):
        self.calls.append(("field", fieldname, value, length))

    def add_column_value(self, fieldname, columnobj, value):
        self.calls.append(("column", fieldname, value))

    def finish_doc(self):
        self.calls.append(("finish",))

    def add_postings(self, schema, lengths, items):
        self.calls.append(("postings", lengths, [(*item[:3], tuple(item[4])) for item in items]))

    def close(self):
        self.calls.append(("close",))
        self.file.write_pickle(len(self.calls))
        self.file.close()
        self.is_closed = True


class Pool:
    """Keeps the postings in the order in which they come."""

    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def iter_postings(self):
        return iter(self.items)

    def cleanup(self):
        self.items = []


class RecordingCodec(base.Codec):
    length_stats = False

    def __init__(self):
        self.calls = []

    def per_document_writer(self, storage, segment):
        return Recorder(self.calls, storage, segment)

    def field_writer(self, storage, segment):
        return Recorder(self.calls, storage, segment)

    def new_segment(self, storage, indexname):
        return W3Segment(self, indexname)


class Writer(SegmentWriter):
    def __init__(self, folder, timeout=0):
        self.recording = RecordingCodec()
        super().__init__(opened(folder), codec=self.recording, compound=False, timeout=timeout)
        self.pool = Pool()

    def _merge_segments(self, mergetype, optimize, merge):
        return self.segments


def opened(folder):
    return FileIndex(FileStorage(str(folder)), indexname=NAME)


def toc_of(folder):
    return TOC.read(FileStorage(str(folder)), NAME)


def added(folder, *numbers):
    with Writer(folder) as writer:
        for number in numbers:
            writer.add_document(text={"كلمة": [0, 2], "أخرى": [1]}, number=number)
    return writer.recording.calls


@pytest.fixture
def folder(tmp_path):
    schema = Schema(text=Words(), number=COLUMN(NumericColumn("q")))
    FileIndex.create(FileStorage(str(tmp_path)), schema, NAME)
    return tmp_path


def names(folder, pattern):
    return sorted(name for name in os.listdir(folder) if re.fullmatch(pattern, name))


def used():
    """What the archive imports of Whoosh, by its full names."""
    found = set()
    for path in (settings.BASE_DIR / "search").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "whoosh":
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_the_page_of_the_architecture_names_what_is_used():
    told = (settings.BASE_DIR / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(whoosh\.[\w.]+)`", told)) == used()


def test_it_is_the_version_that_is_pinned():
    assert version("Whoosh") == "2.7.4"


def test_a_new_index_is_one_table_of_contents(folder):
    assert os.listdir(folder) == [f"_{NAME}_0.toc"]
    toc = toc_of(folder)
    assert (toc.generation, list(toc.segments), toc.schema.names()) == (0, [], ["number", "text"])


def test_a_commit_replaces_the_table_of_contents(folder):
    for generation in (1, 2, 3):
        added(folder, generation)
        assert names(folder, r".*\.toc.*") == [f"_{NAME}_{generation}.toc"]
        assert (toc_of(folder).generation, len(toc_of(folder).segments)) == (generation, generation)


def test_a_table_of_contents_appears_whole(folder):
    """It is written under another name first. A reader that lists the folder takes no notice of that."""
    toc = toc_of(folder)
    half = folder / f"_{NAME}_1.toc.1700000000.5"
    half.write_bytes(b"")
    assert toc_of(folder).generation == toc.generation
    TOC(toc.schema, toc.segments, 1).write(FileStorage(str(folder)), NAME)
    assert names(folder, r".*\.toc.*") == [f"_{NAME}_0.toc", f"_{NAME}_1.toc", half.name]
    assert toc_of(folder).generation == 1


def test_the_writer_asks_the_codec_in_this_order(folder):
    calls = added(folder, 7, 8)
    text = {"كلمة": [0, 2], "أخرى": [1]}
    document = [("field", "number", None, 0), ("column", "number"), ("field", "text", None, 3), ("finish",)]
    expected = []
    for number, value in enumerate((7, 8)):
        expected += [("start", number), *((*call, value) if call[0] == "column" else call for call in document)]
    items = [("text", word, doc, tuple(places)) for doc in (0, 1) for word, places in text.items()]
    assert calls == [*expected, ("close",), ("postings", None, items), ("close",)]


def test_a_value_that_is_missing_is_left_out(folder):
    with Writer(folder) as writer:
        writer.add_document(number=None, text={"كلمة": [0]})
    assert [call[1] for call in writer.recording.calls if call[0] == "field"] == ["text"]


def test_a_segment_knows_its_files_and_its_documents(folder):
    added(folder, 1, 2, 3)
    (segment,) = toc_of(folder).segments
    assert re.fullmatch(rf"{NAME}_[0-9a-z]{{16}}", segment.segment_id())
    assert segment.make_filename(".x") == f"{segment.segment_id()}.x"
    assert {name.partition(".")[0] for name in names(folder, r"[^_].*") if "LOCK" not in name} == {segment.segment_id()}
    assert (segment.doc_count_all(), segment.doc_count(), list(segment.deleted_docs())) == (3, 3, [])
    with segment.open_file(FileStorage(str(folder)), ".0") as file:
        assert isinstance(file.read_pickle(), int)


def test_a_deletion_is_kept_with_the_table_of_contents(folder):
    added(folder, 1, 2, 3)
    with Writer(folder) as writer:
        writer.segments[0].delete_document(1)
    (segment,) = toc_of(folder).segments
    assert (segment.doc_count_all(), segment.doc_count(), list(segment.deleted_docs())) == (3, 2, [1])


def test_a_commit_removes_the_files_of_no_segment_and_nothing_else(folder):
    added(folder, 1)
    kept = {*os.listdir(folder), "built_with.json", "OTHER_x.terms", ".hidden"} - {f"_{NAME}_1.toc"}
    for name in ("built_with.json", "OTHER_x.terms", ".hidden", f"{NAME}_orphan.terms", f"_{NAME}_0.toc"):
        (folder / name).write_bytes(b"x")
    added(folder, 2)
    assert kept <= set(os.listdir(folder))
    assert not {f"{NAME}_orphan.terms", f"_{NAME}_0.toc"} & set(os.listdir(folder))
    clean_files(FileStorage(str(folder)), NAME, 2, [])
    assert names(folder, rf"{NAME}_[0-9a-z]*\..*") == []


def test_a_fault_leaves_the_index_as_it_was(folder):
    added(folder, 1)
    before = toc_of(folder).generation
    with pytest.raises(ZeroDivisionError), Writer(folder) as writer:
        writer.add_document(number=2)
        writer.add_document(number=1 // 0)
    assert (toc_of(folder).generation, len(toc_of(folder).segments)) == (before, 1)
    added(folder, 3)
    assert len(toc_of(folder).segments) == 2


def test_one_writes_and_others_are_refused_at_once(folder):
    with Writer(folder), pytest.raises(LockError):
        Writer(folder)
    with pytest.raises(ZeroDivisionError), Writer(folder):
        raise ZeroDivisionError
    added(folder, 1)


def hold(folder: Path, held: "multiprocessing.synchronize.Event") -> None:
    Writer(folder)
    held.set()
    os.kill(os.getpid(), 9)


def test_the_lock_holds_between_processes_and_ends_with_them(folder):
    started = multiprocessing.get_context("fork")
    held = started.Event()
    with Writer(folder):
        process = started.Process(target=hold, args=(folder, held))
        process.start()
        process.join(timeout=60)
        assert not held.is_set()
        assert process.exitcode == 1
    process = started.Process(target=hold, args=(folder, held))
    process.start()
    process.join(timeout=60)
    assert held.is_set()
    assert process.exitcode == -9
    added(folder, 1)


def test_a_query_of_ours_needs_nothing_of_its_base():
    class Everything(Query):
        def __init__(self):
            pass

    assert isinstance(Everything(), Query)
