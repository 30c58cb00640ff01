"""camel-tools' analyzer, loaded at first use, and reduced to the parts of an analysis that the archive needs.

It takes a database split into two files: affixes.db, a database without stems, and stems.marisa (see stems.py).

At import, camel_tools reads a catalogue of its downloads, and fetches it where there is none. The empty catalogue
beside this module keeps the import from the network.
"""

import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from . import stems

AFFIXES = "affixes.db"
_CATALOGUE = Path(__file__).parent / "catalogue"
# Where a file needs no room on a disk, which may be full.
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
_PASSIVE = "Pass"
_TRANSLATE_TO_PLAIN = str.maketrans("أإآٱؤئىة", "ااااوييه")


class DatabaseUnreadableError(Exception):
    """The file is not a morphological database in ALMOR text format; the message names the file."""


class Database(NamedTuple):
    """The content of the two files of a database."""

    affixes: bytes
    stems: bytes


class Candidate(NamedTuple):
    """One possible analysis of a form: the dictionary's lemma, its part of speech, its root as the database writes it,
    the vocalised stem and its category, the affixes with their tags, and how the form's spelling differs from the
    lexicon's ("" if it does not; see variant)."""

    lemma: str
    pos: str
    root: str
    stem: str
    category: str
    affixes: str
    variant: str


def part(database: Path, folder: Path) -> Database:
    """Split a database (ALMOR text) into its two files, write them to folder and return their content.

    Raise DatabaseUnreadableError if the file is not such a database."""
    try:
        whole = _read(database.read_bytes())
    except DatabaseUnreadableError as error:
        raise DatabaseUnreadableError(str(database)) from error
    before, stems_begin, rest = database.read_text(encoding="utf-8").partition("###STEMS###\n")
    _, tables_begin, tables = rest.partition("###TABLE AB###\n")
    (folder / AFFIXES).write_text(before + stems_begin + tables_begin + tables, encoding="utf-8")
    stems.write(folder / stems.FILE, whole.stem_hash)
    return Database((folder / AFFIXES).read_bytes(), (folder / stems.FILE).read_bytes())


def camel(database: Database) -> Callable[[str], list[Candidate]]:
    """Return a function from an exact form to its candidates. Raise DatabaseUnreadableError if `database` is none."""
    parts = _read(database.affixes)
    parts.stem_hash = stems.Stems(database.stems)
    from camel_tools.morphology.analyzer import (  # noqa: PLC0415  (heavy: only where it is needed)
        DEFAULT_NORMALIZE_MAP,
        Analyzer,
    )
    from camel_tools.utils.dediac import dediac_ar  # noqa: PLC0415

    analyzer = Analyzer(parts)

    def candidates(form: str) -> list[Candidate]:
        # Most forms here are new names. camel-tools takes 0.07 ms to find nothing, mostly in a search for punctuation,
        # which an exact form in Arabic letters never contains.
        if not falls_into_parts(DEFAULT_NORMALIZE_MAP.map_string(form), parts):
            return []
        return _distinct([_candidate(form, analysis, dediac_ar) for analysis in analyzer.analyze(form)])

    return candidates


def _read(content: bytes) -> Any:
    """Return camel-tools' MorphologyDB of a database's content."""
    os.environ["CAMELTOOLS_DATA"] = str(_CATALOGUE)
    from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415
    from camel_tools.morphology.errors import MorphologyError  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(dir=_MEMORY) as file:  # it reads files only
        file.write(content)
        file.flush()
        try:
            return MorphologyDB(file.name, "a")
        except (MorphologyError, ValueError, LookupError, TypeError) as error:
            raise DatabaseUnreadableError(AFFIXES) from error


def falls_into_parts(form: str, parts: Any) -> bool:
    """Return whether a form, in the database's spelling, is a known prefix + stem + suffix. The three need not be
    compatible."""
    length = len(form)
    ends = [end for end in range(max(1, length - parts.max_suffix_size), length + 1) if form[end:] in parts.suffix_hash]
    starts = range(min(parts.max_prefix_size, length - 1) + 1)
    return any(
        form[start:end] in parts.stem_hash
        for start in starts
        if form[:start] in parts.prefix_hash
        for end in ends
        if end > start
    )


class LazyCamel:
    """camel(), loaded at the first form and then kept; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._analyze: Callable[[str], list[Candidate]] | None = None

    def __call__(self, form: str) -> list[Candidate]:
        if self._analyze is None:
            with self._lock:
                if self._analyze is None:
                    self._analyze = camel(self._database)
        return self._analyze(form)


def _candidate(form: str, analysis: dict[str, Any], dediac: Callable[[str], str]) -> Candidate:
    stem = analysis.get("stem", "")
    affixes = "+".join(part for part in analysis.get("bw", "").split("+") if part.split("/")[0] != stem)
    return Candidate(
        analysis["lex"],
        analysis["pos"],
        analysis.get("root", ""),
        stem,
        analysis["stemcat"],
        affixes,
        variant(form, dediac(analysis["diac"])),
    )


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """Keep one of the candidates that differ only in the stem's category, an active one before a passive one:
    dictionaries list a stem once for each set of its endings."""
    found.sort(key=lambda candidate: (_PASSIVE in candidate.category, candidate))
    kept = {(one.lemma, one.pos, one.stem, one.affixes): one for one in reversed(found)}
    return sorted(kept.values())


def variant(form: str, proper: str) -> str:
    """Return how a form differs from the proper spelling: "" not at all; "bare" a hamza is missing over or under an
    alef; "hamza" one is added or moved; "madda" آ for another alef; "final" ى for ي or ه for ة (or the reverse);
    "other" anything else."""
    if form == proper:
        return ""
    if len(form) != len(proper):
        return "other"
    kinds = {_departure(a, b) for a, b in zip(form, proper, strict=True) if a != b}
    for kind in ("other", "final", "madda", "hamza"):
        if kind in kinds:
            return kind
    return "bare"


def _departure(written: str, proper: str) -> str:
    if written.translate(_TRANSLATE_TO_PLAIN) != proper.translate(_TRANSLATE_TO_PLAIN):
        return "other"
    if written in "يىهة":
        return "final"
    if written == "آ":
        return "madda"
    return "bare" if written == "ا" else "hamza"
