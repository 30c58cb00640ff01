"""The folder of an embedded engine: one folder for each index, and a file that names the index in use.

<home>/current.json              the name of the index in use; replaced in one step
<home>/<name>/                   an index, in the engine's own files
<home>/<name>/built_with.json    what it was built with, and the FORMAT of its documents
"""

import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from django.utils.translation import gettext as _

from search.backends.base import BuiltWith, IndexFormatError, IndexMissingError, SearchUnavailableError, broken

CURRENT, BUILT_WITH = "current.json", "built_with.json"
# The form of an index's name. The folder may hold files of others, which must not be removed.
NAME = re.compile("[0-9a-f]{16}")


def begin(home: str, built_with: BuiltWith, document_format: int) -> Path:
    """Create a folder for a new index that is not in use yet, and return it; the engine then makes the index in it."""
    folder = Path(home) / uuid4().hex[:16]
    folder.mkdir(parents=True)
    (folder / BUILT_WITH).write_text(json.dumps({**asdict(built_with), "format": document_format}), encoding="utf-8")
    return folder


def publish(home: str, name: str) -> None:
    """Put this index into use, in one step, and remove all others."""
    folder = Path(home) / name
    for path in (*folder.iterdir(), folder):
        _to_disk(path)
    fresh = Path(home) / f"{CURRENT}.new"
    fresh.write_text(json.dumps({"generation": name}), encoding="utf-8")
    _to_disk(fresh)
    fresh.replace(Path(home) / CURRENT)
    _to_disk(Path(home))
    for other in _made(home):
        if other != name:
            discard(home, other)


def unpublished(home: str) -> list[str]:
    """Return the names of the indexes that are not in use."""
    try:
        used = in_use(home)
    except SearchUnavailableError:
        used = ""
    return [name for name in _made(home) if name != used]


def discard(home: str, name: str) -> None:
    """Remove an index."""
    shutil.rmtree(Path(home) / name, ignore_errors=True)


def _made(home: str) -> list[str]:
    """Return the names of all indexes in a folder."""
    with suppress(FileNotFoundError):
        return [path.name for path in Path(home).iterdir() if path.is_dir() and NAME.fullmatch(path.name)]
    return []


def in_use(home: str) -> str:
    """Return the name of the index in use. Raise IndexMissingError or IndexBrokenError."""
    path = os.path.join(home, CURRENT)
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissingError(_("There is no index yet: manage.py update_index makes it.")) from error
    try:
        return _named(path, status.st_ino, status.st_mtime_ns)
    except (ValueError, KeyError, TypeError) as error:
        raise broken(error) from error


@lru_cache(maxsize=8)
def _named(path: str, inode: int, changed: int) -> str:
    return str(json.loads(Path(path).read_text(encoding="utf-8"))["generation"])


def built_with(folder: Path, document_format: int) -> BuiltWith:
    """Return what the index in a folder was built with. Raise IndexFormatError if its documents have another format;
    errors from a missing or damaged file are not caught."""
    written = json.loads((folder / BUILT_WITH).read_text(encoding="utf-8"))
    if written.pop("format", None) != document_format:
        raise IndexFormatError
    return BuiltWith(**written)


def _to_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
