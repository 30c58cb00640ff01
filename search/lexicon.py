"""Load the lexicon that the settings name. Each process has one analyzer."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from arabic import Analyzer, LexiconMissingError, sealed
from arabic.store import CURRENT, FILES, Store, current

NAMES = "names.json"
"""The file of public names beside the lexicon; search/gazetteer/ writes and reads it."""


class Read(NamedTuple):
    """A loaded lexicon: its version, and the analyzer that uses it."""

    version: str
    analyzer: Analyzer


_held: Read | None = None


def analyzer() -> Analyzer:
    """Return the analyzer of settings.LEXICON_DIR. Raise LexiconMissingError, which says how to build the lexicon."""
    return (_held or read()).analyzer


def version() -> str:
    """Return the version of this process's lexicon, as `read` takes it. Raise LexiconMissingError if there is no
    lexicon."""
    return (_held or read()).version


def read(version: str = "") -> Read:
    """Load a lexicon for this process and return it. A worker process passes the `version` of the process that started
    it; "" means the current version. Raise LexiconMissingError if there is no such lexicon."""
    global _held  # noqa: PLW0603 - one for each process
    store = Store(Path(settings.LEXICON_DIR), version)
    _held = Read(store.version, Analyzer(store))
    return _held


def check() -> None:
    """Check the files on the disk, whatever this process holds: read them, unless they are those that were read last.

    Raise LexiconMissingError if one is missing or damaged."""
    folder = Path(settings.LEXICON_DIR)
    try:
        files = [folder / CURRENT, folder / NAMES, *(folder / current(folder) / name for name in (sealed.SUMS, *FILES))]
        _read_files(folder, tuple(map(sealed.stamp, files)))
    except (OSError, sealed.DamagedError) as error:
        raise LexiconMissingError(f"{error}: run `python manage.py build_lexicon`.") from error


@lru_cache(maxsize=1)
def _read_files(folder: Path, stamps: tuple[sealed.Stamp, ...]) -> None:
    Store(folder)
    sealed.read(folder / NAMES)


def forget() -> None:
    """Have who asks next read the lexicon of settings.LEXICON_DIR."""
    global _held  # noqa: PLW0603 - one a process
    _held = None


def renew(wanted: str = "") -> bool:
    """Reload the lexicon if a newer one was published in settings.LEXICON_DIR; return whether this was done.

    If `wanted` is given, keep the new lexicon only if its analyzer has that version.
    """
    global _held  # noqa: PLW0603 - one for each process
    former = _held or read()
    try:
        if former.version == current(Path(settings.LEXICON_DIR)):
            return False
    except (OSError, sealed.DamagedError):
        return False
    if wanted in ("", read().analyzer.version):
        return True
    _held = former
    return False
