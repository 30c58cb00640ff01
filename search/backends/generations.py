"""The folder of an embedded engine: one folder for each index, and a file that names the index in use.

<home>/current.json              the name of the index in use; replaced in one step
<home>/<name>/                   an index, in the engine's own files
<home>/<name>/built_with.json    what it was built with, and the FORMAT of its documents

Both JSON files hold their own checksum (arabic/sealed.py).
"""

import os
import re
import shutil
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from django.utils.translation import gettext as _

from arabic import sealed
from search.backends.base import BuiltWith, IndexFormatError, IndexMissingError, SearchUnavailableError, unusable

CURRENT, BUILT_WITH = "current.json", "built_with.json"
# The form of an index's name. The folder may hold files of others, which must not be removed.
NAME = re.compile("[0-9a-f]{16}")


def begin(home: str, built_with: BuiltWith, document_format: int) -> Path:
    """Create a folder for a new index that is not in use yet, and return it; the engine then makes the index in it."""
    folder = Path(home) / uuid4().hex[:16]
    folder.mkdir(parents=True)
    sealed.write(folder / BUILT_WITH, {**asdict(built_with), "format": document_format})
    return folder


def publish(home: str, name: str) -> None:
    """Put this index into use, in one step, and remove all others."""
    folder = Path(home) / name
    for path in (*folder.iterdir(), folder):
        sealed.to_disk(path)
    sealed.write(Path(home) / CURRENT, {"generation": name})
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
        return _named(path, sealed.stamp(path))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissingError(_("There is no index yet: manage.py update_index makes it.")) from error
    except Exception as error:
        raise unusable(error) from error


@lru_cache(maxsize=8)
def _named(path: str, stamp: sealed.Stamp) -> str:
    return str(sealed.read(Path(path))["generation"])


def built_with(folder: Path, document_format: int) -> BuiltWith:
    """Return what the index in a folder was built with. Raise IndexFormatError if its documents have another format;
    errors from a missing or damaged file are not caught."""
    written = sealed.read(folder / BUILT_WITH)
    if written.pop("format", None) != document_format:
        raise IndexFormatError
    return BuiltWith(**written)
