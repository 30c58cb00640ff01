"""camel-tools' analyzer, loaded at first use, and reduced to the parts of an analysis that the archive needs.

It reads a database split into two files: affixes.db, a database without stems, and stems.marisa (see stems.py).

At import, camel_tools reads a catalogue of its downloads. A minimal catalogue is written beside the lexicon, so that
the import never uses the network.
"""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from . import stems

_AFFIXES = "affixes.db"
_CATALOGUE = {"version": "1.6.0", "packages": {}, "components": {}}
_PASSIVE = "Pass"
_TRANSLATE_TO_PLAIN = str.maketrans("أإآٱؤئىة", "ااااوييه")


class DatabaseUnreadableError(Exception):
    """The file is not a morphological database in ALMOR text format; the message names the file."""


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


def part(database: Path, folder: Path, home: Path) -> None:
    """Split a database (ALMOR text) into its two files and write them to folder; the catalogue goes to home.

    Raise DatabaseUnreadableError if the file is not such a database."""
    whole = _read(database, home)
    before, stems_begin, rest = database.read_text(encoding="utf-8").partition("###STEMS###\n")
    _, tables_begin, tables = rest.partition("###TABLE AB###\n")
    (folder / _AFFIXES).write_text(before + stems_begin + tables_begin + tables, encoding="utf-8")
    stems.write(folder / stems.FILE, whole.stem_hash)


def camel(folder: Path, home: Path) -> Callable[[str], list[Candidate]]:
    """Return a function from an exact form to its candidates. The two database files are read from folder; home holds
    the catalogue. Raise DatabaseUnreadableError if affixes.db is not a database."""
    parts = _read(folder / _AFFIXES, home)
    parts.stem_hash = stems.Stems(folder / stems.FILE)
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


def _read(database: Path, home: Path) -> Any:
    """Return camel-tools' MorphologyDB of a file; write the catalogue first if it is missing."""
    home.mkdir(parents=True, exist_ok=True)
    catalogue = home / "catalogue.json"
    if not catalogue.exists():
        catalogue.write_text(json.dumps(_CATALOGUE), encoding="utf-8")
    os.environ["CAMELTOOLS_DATA"] = str(home)
    from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415
    from camel_tools.morphology.errors import MorphologyError  # noqa: PLC0415

    try:
        return MorphologyDB(str(database), "a")
    except (MorphologyError, OSError, ValueError, LookupError, TypeError) as error:
        raise DatabaseUnreadableError(str(database)) from error


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

    def __init__(self, folder: Path, home: Path) -> None:
        self._folder, self._home = folder, home
        self._lock = threading.Lock()
        self._analyze: Callable[[str], list[Candidate]] | None = None

    def __call__(self, form: str) -> list[Candidate]:
        if self._analyze is None:
            with self._lock:
                if self._analyze is None:
                    self._analyze = camel(self._folder, self._home)
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
