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
    """An index, what answers as it was last committed, whether deleted articles still lie in it, and what it was built
    with; None while it is being built."""

    folder: Path
    index: Index
    searcher: Searcher
    has_deleted: bool = False
    built_with: BuiltWith | None = None


_lock = threading.Lock()
_open: dict[str, tuple[tuple[int, ...], Generation]] = {}


def begin(path: str) -> Generation:
    """Return a new, empty index that nobody asks yet."""
    folder = Path(path) / uuid4().hex[:16]
    folder.mkdir(parents=True)
    index = Index(schema(), str(folder))
    return Generation(folder, index, index.searcher())


def publish(path: str, generation: Generation, built_with: BuiltWith) -> None:
    """Have questions asked of this generation from now on, and remove the former ones."""
    home = Path(path)
    fresh = home / f"{CURRENT}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({"generation": generation.folder.name, **asdict(built_with)}, file)
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
        named = json.loads((Path(path) / CURRENT).read_text(encoding="utf-8"))
        folder = Path(path) / named.pop("generation")
        index = Index(schema(), str(folder), reuse=True)
        index.reload()
        segments = json.loads((folder / META).read_text(encoding="utf-8"))["segments"]
        has_deleted = any(segment["deletes"] for segment in segments)
        return Generation(folder, index, index.searcher(), has_deleted, BuiltWith(**named))
    except FileNotFoundError as error:
        raise IndexAbsent(_("There is no index yet: manage.py update_index makes it.")) from error
    except PermissionError as error:
        raise SearchUnavailable(_("The index may not be read: %(error)s") % {"error": error}) from error
    except Exception as error:
        raise IndexBroken(
            _("The index is broken, manage.py rebuild_index makes it anew: %(error)s") % {"error": error}
        ) from error
