"""The compiled lexicon on disk: form -> readings, memory-mapped and shared between processes.

<folder>/current.json          names the version in use; replaced in one step
<folder>/<version>/forms.marisa    form -> (entry, weight) of each reading; none for a form no reading is known of
<folder>/<version>/entries.marisa  entry <-> "lemma key root pos", parted by tabs
<folder>/<version>/roots.marisa    "root key", parted by a tab
<folder>/<version>/families.marisa "lemma key root pos  other key", parted by a tab: the keys of an entry's verb forms
<folder>/<version>/weights.marisa  learned weights of stems and affixes, for forms the store lacks
<folder>/<version>/affixes.db, stems.marisa  the morphological database, for the same (see camel.py)
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from struct import Struct

import marisa_trie

from . import stems

CURRENT = "current.json"
_READING = Struct("<IB")
_FULL = 255


class LexiconMissingError(Exception):
    """There is no compiled lexicon in the folder, or one of another format; the text says how to make it."""


class Store:
    """Reads the compiled lexicon of a version, of the current one where none is named. Raises LexiconMissing."""

    def __init__(self, folder: Path, version: str = "") -> None:
        try:
            self.version = version or current(folder)
            self.home = folder / self.version
            self._forms = marisa_trie.BytesTrie().mmap(str(self.home / "forms.marisa"))
            self._entries = marisa_trie.Trie().mmap(str(self.home / "entries.marisa"))
            self._roots = marisa_trie.Trie().mmap(str(self.home / "roots.marisa"))
            self._families = marisa_trie.Trie().mmap(str(self.home / "families.marisa"))
            self._weights = marisa_trie.RecordTrie("<f").mmap(str(self.home / "weights.marisa"))
            (self.home / stems.FILE).stat()
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise LexiconMissingError(f"No lexicon in {folder}: run `python manage.py build_lexicon`.") from error

    def readings(self, form: str) -> list[tuple[int, float]] | None:
        """(entry, weight) of each reading of an exact form; None where the store does not know the form."""
        found = self._forms.get(form)
        if found is None:
            return None
        return [(entry, weight / _FULL) for entry, weight in _READING.iter_unpack(found[0])]

    def entry(self, number: int) -> tuple[str, str, str, str]:
        """Lemma, key, root and part of speech of an entry."""
        lemma, key, root, pos = self._entries.restore_key(number).split("\t")
        return lemma, key, root, pos

    def entries(self) -> Iterator[tuple[str, str, str, str]]:
        """Lemma, key, root and part of speech of every entry."""
        return (self.entry(number) for number in range(len(self._entries)))

    def keys_of_root(self, root: str) -> tuple[str, ...]:
        """Every key under a root, as the lexicon writes roots."""
        return tuple(pair.split("\t")[1] for pair in self._roots.keys(root + "\t"))

    def derived_keys(self, entry: tuple[str, str, str, str]) -> tuple[str, ...]:
        """The keys of the lemmas of an entry's verb forms, () where it has none."""
        beginning = "\t".join(entry) + "\t"
        return tuple(found.removeprefix(beginning) for found in self._families.keys(beginning))

    def weight(self, name: str) -> float:
        """The learned weight of a stem or of affixes (see weights.py for their names), 0 where none was learned."""
        found = self._weights.get(name)
        return float(found[0][0]) if found else 0.0


def current(folder: Path) -> str:
    """The version that the folder names. Raises OSError, ValueError or KeyError where it names none."""
    return str(json.loads((folder / CURRENT).read_text(encoding="utf-8"))["version"])


def write(
    folder: Path,
    forms: Mapping[str, Iterable[tuple[tuple[str, str, str, str], float]]],
    entries: Iterable[tuple[str, str, str, str]],
    families: Mapping[tuple[str, str, str, str], Iterable[str]],
    weights: Mapping[str, float],
) -> None:
    """Writes the five tries of a lexicon into an existing folder."""
    names = marisa_trie.Trie(sorted({"\t".join(entry) for entry in entries}))
    names.save(str(folder / "entries.marisa"))
    packed = ((form, _packed(names, readings)) for form, readings in forms.items())
    marisa_trie.BytesTrie(packed).save(str(folder / "forms.marisa"))
    roots = {f"{root}\t{key}" for _, key, root, _ in entries if root}
    marisa_trie.Trie(sorted(roots)).save(str(folder / "roots.marisa"))
    related = ("\t".join((*entry, key)) for entry, keys in families.items() for key in keys)
    marisa_trie.Trie(sorted(related)).save(str(folder / "families.marisa"))
    marisa_trie.RecordTrie("<f", ((k, (w,)) for k, w in weights.items())).save(str(folder / "weights.marisa"))


def _packed(names: "marisa_trie.Trie", readings: Iterable[tuple[tuple[str, str, str, str], float]]) -> bytes:
    return b"".join(_READING.pack(names["\t".join(entry)], max(1, round(weight * _FULL))) for entry, weight in readings)
