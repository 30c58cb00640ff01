"""What only the embedded engine has: files, segments, one process that writes and many threads that read."""

import threading
from pathlib import Path
from typing import Any

import pytest

from search.backends import BuiltWith, IndexBrokenError, IndexFormatError, IndexMissingError
from search.backends.whoosh import writer
from search.backends.whoosh.engine import WhooshBackend
from search.backends.whoosh.snapshot import Snapshot, readers
from search.query.plan import AllArticles, AnyTerm, Term
from tests.support.engines import make_foreign, write

BUILT = BuiltWith("lexicon", "UTC")


def numbers(pk: int) -> dict[str, int]:
    return {"article": pk, "version": 1, "day": pk, "order": pk}


def document(pk: int, *words: str) -> dict[str, Any]:
    text = [(place, (f"={word}",)) for place, word in enumerate(words)]
    return {"text": text, "headline": text[:1], "records": {"place": (pk % 3,)}, **numbers(pk)}


@pytest.fixture
def index(tmp_path: Path) -> WhooshBackend:
    backend = WhooshBackend("default", PATH=tmp_path / "one")
    backend.publish(backend.begin(BUILT))
    return backend


def current(backend: WhooshBackend) -> Snapshot:
    return readers.of(backend.path, None)


def total(backend: WhooshBackend, word: str) -> int:
    return backend.search(AnyTerm("text", (Term(f"={word}"),))).total


def test_additions_one_at_a_time_leave_few_segments(index):
    for pk in range(1, 201):
        write(index, [document(pk, "كلمة", f"رقم{pk}")], [pk])
    snapshot = current(index)
    assert len(snapshot.leaves) <= 3 * writer.MERGE_FACTOR
    assert snapshot.size == 200
    assert total(index, "كلمة") == 200
    assert all(total(index, f"رقم{pk}") == 1 for pk in (1, 99, 200))


def test_the_terms_of_a_word_score_exactly_as_one(index):
    """What BM25F adds up before it saturates: three forms of a word are three occurrences of it."""
    write(index, [document(1, "زورق", "الزورق", "وزورق"), document(2, *["زورق"] * 3)], [])
    forms = AnyTerm("text", tuple(Term(f"={form}") for form in ("زورق", "الزورق", "وزورق")))
    one, other = index.search(forms).hits
    assert one.score == pytest.approx(other.score)


def test_merging_drops_what_was_deleted(index):
    for pk in range(1, 9):
        write(index, [document(pk, "كلمة")], [pk])
        write(index, [document(pk, "أخرى")], [pk])
    assert total(index, "كلمة") == 0
    assert total(index, "أخرى") == 8
    assert sum(leaf.size for leaf in current(index).leaves) < 16


def test_one_commit_of_many_segments(index, monkeypatch):
    monkeypatch.setattr(writer, "SEGMENT_ARTICLES", 10)
    write(index, (document(pk, "كلمة", f"رقم{pk}") for pk in range(1, 36)), [])
    assert [leaf.size for leaf in current(index).leaves] == [10, 10, 10, 5]
    assert total(index, "كلمة") == 35


def test_big_segments_are_left_alone(index, monkeypatch):
    monkeypatch.setattr(writer, "SEGMENT_ARTICLES", 5)
    monkeypatch.setattr(writer, "MERGED_ARTICLES", 20)
    for start in range(0, 100, 10):
        write(index, [document(pk, "كلمة") for pk in range(start, start + 10)], [])
    assert max(leaf.size for leaf in current(index).leaves) <= 20
    assert total(index, "كلمة") == 100


def test_no_file_outlives_its_use(index):
    for pk in range(30):
        write(index, [document(pk, "كلمة")], [pk])
    names = {leaf.name for leaf in current(index).leaves}
    left = {path.name.partition(".")[0] for path in current(index).folder.iterdir() if path.name.startswith("MAIN_")}
    assert left - {"MAIN_WRITELOCK"} == names


def test_absent_and_broken_are_told_apart(index, tmp_path):
    with pytest.raises(IndexMissingError, match="update_index"):
        WhooshBackend("default", PATH=tmp_path / "nowhere").search(AllArticles())
    write(index, [document(1, "كلمة")], [1])
    for broken in (".terms", ".posts", ".docs"):
        other = WhooshBackend("default", PATH=tmp_path / f"broken{broken}")
        other.publish(other.begin(BUILT))
        write(other, [document(1, "كلمة")], [1])
        next(Path(other.path).glob(f"*/*{broken}")).write_bytes(b"")
        with pytest.raises(IndexBrokenError, match="rebuild_index"):
            other.search(AllArticles())
        with pytest.raises(IndexBrokenError):
            write(other, [document(2, "كلمة")], [2])
    assert total(index, "كلمة") == 1


def test_an_index_of_another_format_is_refused(index):
    name = index.begin(BUILT)
    make_foreign(Path(index.path, name))
    index.publish(name)
    with pytest.raises(IndexFormatError):
        index.search(AllArticles())


def test_an_index_made_anew_is_not_taken_for_the_old_one(index):
    write(index, [document(1, "كلمة")], [1])
    assert total(index, "كلمة") == 1
    index.publish(index.begin(BUILT))
    write(index, [document(2, "أخرى")], [2])
    assert total(index, "كلمة") == 0
    assert total(index, "أخرى") == 1


def test_a_commit_that_was_cut_short_after_its_rename_is_seen(index):
    """Killed between the new table of contents and the sweeping away of the old one, both are there."""
    write(index, [document(1, "كلمة")], [1])
    assert total(index, "كلمة") == 1
    old = sorted(current(index).folder.glob("*.toc"))[-1]
    kept = old.read_bytes(), old.stat()
    write(index, [document(2, "كلمة")], [2])
    old.write_bytes(kept[0])
    assert total(index, "كلمة") == 2


def test_threads_read_while_another_writes(index):
    write(index, [document(pk, "كلمة", "ثابتة") for pk in range(50)], [])
    stop, faults = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                found = index.search(AnyTerm("text", (Term("=ثابتة"),)), facets=("place", "year"))
                if found.total != 50:
                    faults.append(found.total)
            except Exception as error:
                faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for turn in range(30):
        write(index, [document(turn, "كلمة", "ثابتة"), document(100 + turn, "كلمة")], [turn])
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert total(index, "كلمة") == 80
