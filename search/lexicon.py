"""The lexicon the settings name, one analyzer a process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from search.analysis import Analyzer
from search.analysis.store import Store, current


def analyzer() -> Analyzer:
    """The analyzer over settings.LEXICON_DIR. Raises LexiconMissing, which says how to build it."""
    return _read()[1]


def version() -> str:
    """The version of the lexicon that this process reads, for `read_too`. Raises LexiconMissing."""
    return _read()[0]


def renew() -> bool:
    """Take the lexicon that has replaced this process's in settings.LEXICON_DIR; return whether one has."""
    try:
        if version() == current(Path(settings.LEXICON_DIR)):
            return False
    except (OSError, ValueError, KeyError):
        return False
    _read.cache_clear()
    return True


def read_too(version: str) -> None:
    """Have this process read the lexicon that another one reads, be it the current one or no longer."""
    global _wanted  # noqa: PLW0603 - one a process
    _wanted = version
    _read.cache_clear()


_wanted = ""


@cache
def _read() -> tuple[str, Analyzer]:
    folder = Path(settings.LEXICON_DIR)
    store = Store(folder, _wanted)
    return store.version, Analyzer(store, folder / "camel_tools")
