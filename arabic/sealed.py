"""JSON files that hold their own checksum: the few small files that name what is in use.

Also the checksums of the files of one folder, which are such a file themselves.
"""

import json
import os
import shutil
from collections.abc import Iterable
from errno import EISDIR
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple
from zlib import crc32

SUM = "crc32"
SUMS = "checksums.json"


class DamagedError(ValueError):
    """A file is not as it was written; the message names it."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"{path} is damaged")


class Stamp(NamedTuple):
    """What changes when a file is written to or replaced, even if its content or its time is put back afterwards."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


def stamp(path: Path | str) -> Stamp:
    """Return the stamp of a file. Raise OSError if there is none, or something else in its place."""
    found = os.stat(path)
    if not S_ISREG(found.st_mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def write(path: Path, content: dict[str, Any]) -> None:
    """Write the file and its checksum, and put it in the place of what is at `path`, in one step.

    The content is on the disk before it is seen. A folder in its place, which only damage puts there, is removed."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({**content, SUM: _sum(content)}, file)
        file.flush()
        os.fsync(file.fileno())
    if path.is_dir():
        shutil.rmtree(path)
    fresh.replace(path)
    to_disk(path.parent)


def read(path: Path) -> dict[str, Any]:
    """Return what was written. Raise DamagedError if the file holds anything else, and OSError if it cannot be
    read."""
    try:
        content = json.loads(path.read_bytes())
    except ValueError as error:
        raise DamagedError(path) from error
    if not isinstance(content, dict) or content.pop(SUM, None) != _sum(content):
        raise DamagedError(path)
    return content


def write_sums(folder: Path, names: Iterable[str]) -> None:
    """Write the checksums of these files of a folder beside them."""
    write(folder / SUMS, {name: crc32((folder / name).read_bytes()) for name in names})


def read_all(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the content of these files of a folder, read once and checked. Raise DamagedError or OSError."""
    sums, found = read(folder / SUMS), {}
    for name in names:
        found[name] = (folder / name).read_bytes()
        if sums.get(name) != crc32(found[name]):
            raise DamagedError(folder / name)
    return found


def to_disk(path: Path) -> None:
    """Have what was written to a file or folder on the disk. Raise OSError."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _sum(content: dict[str, Any]) -> int:
    return crc32(json.dumps(content).encode())
