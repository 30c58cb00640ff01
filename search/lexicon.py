"""The lexicon the settings name, one analyzer a process."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from arabic import Analyzer
from arabic.store import Store, current


class Read(NamedTuple):
    """A lexicon that was read: its version, and the analyzer over it."""

    version: str
    analyzer: Analyzer


_held: Read | None = None


def analyzer() -> Analyzer:
    """The analyzer over settings.LEXICON_DIR. Raises LexiconMissing, which says how to build it."""
    return (_held or read()).analyzer


def version() -> str:
    """The version of the lexicon that this process reads, for `read`. Raises LexiconMissing."""
    return (_held or read()).version


def read(version: str = "") -> Read:
    """Have this process read the lexicon of a version, as the one that has started it does, or else the current one.
    Raises LexiconMissing."""
    global _held  # noqa: PLW0603 - one a process
    folder = Path(settings.LEXICON_DIR)
    store = Store(folder, version)
    _held = Read(store.version, Analyzer(store, folder / "camel_tools"))
    return _held


def forget() -> None:
    """Have who asks next read the lexicon of settings.LEXICON_DIR."""
    global _held  # noqa: PLW0603 - one a process
    _held = None


def renew(wanted: str = "") -> bool:
    """Take the lexicon that has replaced this process's in settings.LEXICON_DIR; return whether one has. Where `wanted`
    is given, only one with which the analyzer has that version."""
    global _held  # noqa: PLW0603 - one a process
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
