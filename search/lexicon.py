"""Load the lexicon that the settings name. Each process has one analyzer."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from arabic import Analyzer
from arabic.store import Store, current


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
    folder = Path(settings.LEXICON_DIR)
    store = Store(folder, version)
    _held = Read(store.version, Analyzer(store, folder / "camel_tools"))
    return _held


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
    except (OSError, ValueError, KeyError):
        return False
    if wanted in ("", read().analyzer.version):
        return True
    _held = former
    return False
