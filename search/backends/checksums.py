"""The checksum at the end of each file of an embedded engine's index, written with the file.

It has the form that tantivy gives to its files: a JSON object with the CRC-32 of all that comes before, then the length
of that object and a magic number (src/directory/footer.rs). The files of Whoosh get the same, so that both are checked
alike. A process reads a file once to check it, and again only after it was written to or replaced, which its stamp
shows: a gigabyte takes less than half a second.
"""

import json
import os
from collections.abc import Iterable
from functools import lru_cache
from struct import Struct
from struct import error as StructError
from typing import BinaryIO
from zlib import crc32

from arabic.sealed import DamagedError, Stamp, stamp

_TAIL = Struct("<II")
_MAGIC = 1337
_READ = 1 << 20
# Files whose stamps are known: more than an index has at any time.
_KNOWN = 16_384


class CheckedFiles:
    """The files of one open index, each of which had its checksum when this was made.

    `others` have another proof of what they hold, which who opens the index asks for; `locks` hold nothing."""

    def __init__(self, paths: Iterable[str], others: Iterable[str], locks: Iterable[str]) -> None:
        """Raise DamagedError or OSError."""
        self._round, self._locks = _round, tuple(locks)
        self._stamps = {path: stamp(path) for path in others} | {path: check(path) for path in paths}
        for path in filter(os.path.isdir, self._locks):
            raise DamagedError(path)

    def are_unchanged(self) -> bool:
        """Return whether no file was written to, replaced or removed since."""
        try:
            unchanged = self._round == _round and all(stamp(path) == known for path, known in self._stamps.items())
        except OSError:
            return False
        return unchanged and not any(map(os.path.isdir, self._locks))


_round = 0


def forget() -> None:
    """Have every file read and checked again before it is next used."""
    global _round  # noqa: PLW0603 - one for each process
    _round += 1
    _check.cache_clear()


def append(file: BinaryIO, path: str) -> None:
    """Write the checksum to the end of a file that is complete and still open."""
    file.flush()
    with open(path, "rb", buffering=0) as written:
        found = _sum(written, os.stat(path).st_size)
    footer = json.dumps({"crc": found}).encode()
    file.seek(0, os.SEEK_END)
    file.write(footer + _TAIL.pack(len(footer), _MAGIC))


def check(path: str) -> Stamp:
    """Return the stamp of a file that has its checksum. Raise DamagedError, and OSError if it cannot be read."""
    found = stamp(path)
    _check(path, found)
    return found


def content(path: str) -> bytes:
    """Return what a file holds before its checksum. Raise DamagedError, and OSError if it cannot be read."""
    check(path)
    with open(path, "rb") as file:
        end, _ = _end(file, os.stat(path).st_size, path)
        file.seek(0)
        return file.read(end)


@lru_cache(maxsize=_KNOWN)
def _check(path: str, known: Stamp) -> None:
    with open(path, "rb", buffering=0) as file:
        end, wanted = _end(file, known.size, path)
        file.seek(0)
        if _sum(file, end) != wanted:
            raise DamagedError(path)


def _end(file: BinaryIO, size: int, path: str) -> tuple[int, int]:
    """Return where the checksum of a file begins, and the checksum. Raise DamagedError if it has none."""
    try:
        file.seek(size - _TAIL.size)
        length, magic = _TAIL.unpack(file.read(_TAIL.size))
        end = file.seek(size - _TAIL.size - length)
        footer = json.loads(file.read(length))
        if magic != _MAGIC:
            raise DamagedError(path)
        return end, int(footer["crc"])
    except (OSError, ArithmeticError, LookupError, TypeError, ValueError, StructError) as error:
        raise DamagedError(path) from error


def _sum(file: BinaryIO, size: int) -> int:
    found = 0
    while size and (read := file.read(min(size, _READ))):
        found, size = crc32(read, found), size - len(read)
    return found
