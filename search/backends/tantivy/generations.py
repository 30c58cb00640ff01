"""The index on disk: one folder a rebuild, and a file that names the one in use.

<path>/current.json   which generation is in use, what it was built with; replaced in one step
<path>/<generation>/  a tantivy index
"""

import json
import os
import shutil
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from django.utils.translation import gettext as _
from tantivy import Index, Searcher

from search.backends.base import BuiltWith, IndexAbsent, IndexBroken, SearchUnavailable
from search.backends.tantivy.schema import schema

CURRENT = "current.json"
META = "meta.json"


@dataclass(frozen=True, slots=True)
class Generation:
    """An index, what it was built with, what answers as it was last committed, and whether deleted articles still lie
    in it."""

    folder: Path
    built_with: BuiltWith
    index: Index
    searcher: Searcher
    has_deleted: bool = False


_lock = threading.Lock()
_open: dict[str, tuple[tuple[int, ...], Generation]] = {}


def begin(path: str, built_with: BuiltWith) -> Generation:
    """Return a new, empty index that nobody asks yet."""
    folder = Path(path) / uuid4().hex[:16]
    folder.mkdir(parents=True)
    index = Index(schema(), str(folder))
    return Generation(folder, built_with, index, index.searcher())


def publish(path: str, generation: Generation) -> None:
    """Have questions asked of this generation from now on, and remove the former ones."""
    home = Path(path)
    fresh = home / f"{CURRENT}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({"generation": generation.folder.name, **asdict(generation.built_with)}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, home / CURRENT)
    for other in home.iterdir():
        if other.is_dir() and other != generation.folder:
            shutil.rmtree(other, ignore_errors=True)


def current(path: str) -> Generation:
    """Return the index in use as last committed. Raises IndexAbsent, IndexBroken or SearchUnavailable."""
    stamp, known = _open.get(path, ((), None))
    if known is not None and stamp == _stamp(path, known):
        return known
    with _lock:
        generation = _opened(path)
        _open[path] = _stamp(path, generation), generation
    return generation


def _stamp(path: str, generation: Generation) -> tuple[int, ...]:
    """What changes with a commit and with a new generation."""
    try:
        states = [os.stat(file) for file in (os.path.join(path, CURRENT), generation.folder / META)]
    except OSError:
        return ()
    return tuple(number for state in states for number in (state.st_ino, state.st_mtime_ns))


def _opened(path: str) -> Generation:
    try:
        named = _named(path)
        try:
            return _at(path, **named)
        except FileNotFoundError:
            again = _named(path)
            if again == named:
                raise
            return _at(path, **again)  # another was published, and the former removed, meanwhile
    except IndexAbsent:
        raise
    except PermissionError as error:
        raise SearchUnavailable(_("The index may not be read: %(error)s") % {"error": error}) from error
    except Exception as error:
        raise IndexBroken(
            _("The index is broken, manage.py rebuild_index makes it anew: %(error)s") % {"error": error}
        ) from error


def _named(path: str) -> dict[str, str]:
    try:
        return dict(json.loads((Path(path) / CURRENT).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise IndexAbsent(_("There is no index yet: manage.py update_index makes it.")) from error


def _at(path: str, generation: str, **built_with: str) -> Generation:
    folder = Path(path) / generation
    # Read first: tantivy would take a folder that has lost this file for a new index.
    segments = json.loads((folder / META).read_text(encoding="utf-8"))["segments"]
    index = Index(schema(), str(folder), reuse=True)
    index.reload()
    has_deleted = any(segment["deletes"] for segment in segments)
    return Generation(folder, BuiltWith(**built_with), index, index.searcher(), has_deleted)
