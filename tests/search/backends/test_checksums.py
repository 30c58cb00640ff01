"""The checksum at the end of a file, and what becomes of whatever an engine raises."""

import errno
import os
from pathlib import Path

import pytest

from arabic.sealed import DamagedError
from search.backends import IndexBrokenError, SearchUnavailableError, UnknownNodeError, checksums
from search.backends.embedded import engine_errors
from tests.support.damage import DAMAGES, flipped

CONTENT = b"postings " * 1000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    with path.open("wb") as opened:
        opened.write(CONTENT)
        checksums.append(opened, str(path))
    return path


def test_what_was_written_is_read(file: Path) -> None:
    assert checksums.content(str(file)) == CONTENT
    assert checksums.CheckedFiles([str(file)], (), ()).are_unchanged()


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed_at_once(file: Path, damage: str) -> None:
    opened = checksums.CheckedFiles([str(file)], (), ())
    DAMAGES[damage](file)
    assert not opened.are_unchanged()
    with pytest.raises((DamagedError, OSError)):
        checksums.check(str(file))


def test_every_bit_counts(file: Path) -> None:
    """Of the content: a few bits of the footer say which release wrote it, and nothing else."""
    for seed in range(200):
        before = file.read_bytes()
        flipped(seed, bits=1)(file)
        with pytest.raises(DamagedError):
            checksums.check(str(file))
        file.write_bytes(before)


def test_times_that_are_put_back_hide_nothing(file: Path) -> None:
    opened, times = checksums.CheckedFiles([str(file)], (), ()), file.stat()
    flipped(1)(file)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not opened.are_unchanged()


class PanicException(BaseException):
    """What tantivy raises where its Rust code panics is no Exception either."""


@pytest.mark.parametrize("raised", [ValueError("bad"), IndexError(), PanicException("index out of bounds"), OSError(5)])
def test_whatever_an_engine_raises_is_a_broken_index(raised: BaseException) -> None:
    with pytest.raises(IndexBrokenError, match="rebuild_index"), engine_errors():
        raise raised


def test_what_is_no_fault_of_an_index_is_not_called_so() -> None:
    with pytest.raises(SearchUnavailableError) as told, engine_errors():
        raise OSError(errno.EMFILE, "Too many open files")
    assert not isinstance(told.value, IndexBrokenError)
    for other in (UnknownNodeError(None, "an engine"), KeyboardInterrupt(), SearchUnavailableError("a deadline")):
        with pytest.raises(type(other)) as passed, engine_errors():
            raise other
        assert passed.value is other
