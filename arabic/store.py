"""The compiled lexicon: form to readings. It is read into memory whole and checked; processes share it by forking.

<folder>/current.json          names the version in use; replaced atomically, with its checksum (see sealed.py)
<folder>/<version>/checksums.json  the checksums of the other files
<folder>/<version>/forms.marisa    form -> (entry, weight) of each reading; empty for a form without readings
<folder>/<version>/entries.marisa  entry number <-> "lemma key root pos", fields separated by tabs
<folder>/<version>/roots.marisa    "root key", separated by a tab
<folder>/<version>/families.marisa "lemma key root pos other-key", separated by tabs: keys of an entry's verb forms
<folder>/<version>/weights.marisa  learned weights of stems and affixes, for forms that the store lacks
<folder>/<version>/affixes.db, stems.marisa  the morphological database, for the same forms (see camel.py)
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from struct import Struct

import marisa_trie

from . import camel, sealed, stems

CURRENT = "current.json"
ENTRIES, FAMILIES, FORMS, ROOTS, WEIGHTS = (
    f"{name}.marisa" for name in ("entries", "families", "forms", "roots", "weights")
)
FILES = (camel.AFFIXES, ENTRIES, FAMILIES, FORMS, ROOTS, stems.FILE, WEIGHTS)
_READING = Struct("<IB")
_FULL = 255


class LexiconMissingError(Exception):
    """The folder has no compiled lexicon, one in another format, or a damaged one; the message says how to build it."""


class Store:
    """Reader of one version of the compiled lexicon, by default the current one. Raise LexiconMissingError if it cannot
    be opened."""

    def __init__(self, folder: Path, version: str = "") -> None:
        try:
            self.version = version or current(folder)
            files = sealed.read_all(folder / self.version, FILES)
        except (OSError, sealed.DamagedError) as error:
            raise LexiconMissingError(f"{_state(folder, error)}: run `python manage.py build_lexicon`.") from error
        # Nothing is mapped into memory: a file that is cut short under its map ends the process.
        self._forms = marisa_trie.BytesTrie().frombytes(files[FORMS])
        self._entries = marisa_trie.Trie().frombytes(files[ENTRIES])
        self._roots = marisa_trie.Trie().frombytes(files[ROOTS])
        self._families = marisa_trie.Trie().frombytes(files[FAMILIES])
        self._weights = marisa_trie.RecordTrie("<f").frombytes(files[WEIGHTS])
        self.database = camel.Database(files[camel.AFFIXES], files[stems.FILE])

    def readings(self, form: str) -> list[tuple[int, float]] | None:
        """Return (entry number, weight) of each reading of an exact form, weight from 0 to 1; [] if it has no reading,
        None if the store does not know the form."""
        found = self._forms.get(form)
        if found is None:
            return None
        return [(entry, weight / _FULL) for entry, weight in _READING.iter_unpack(found[0])]

    def entry(self, number: int) -> tuple[str, str, str, str]:
        """Return lemma, key, root and part of speech of an entry."""
        lemma, key, root, pos = self._entries.restore_key(number).split("\t")
        return lemma, key, root, pos

    def entries(self) -> Iterator[tuple[str, str, str, str]]:
        """Return an iterator over lemma, key, root and part of speech of every entry."""
        return (self.entry(number) for number in range(len(self._entries)))

    def keys_of_root(self, root: str) -> tuple[str, ...]:
        """Return every key of a root in the lexicon's spelling; () for an unknown root."""
        return tuple(pair.split("\t")[1] for pair in self._roots.keys(root + "\t"))

    def derived_keys(self, entry: tuple[str, str, str, str]) -> tuple[str, ...]:
        """Return the keys of the lemmas of an entry's verb forms; () if it has none."""
        beginning = "\t".join(entry) + "\t"
        return tuple(found.removeprefix(beginning) for found in self._families.keys(beginning))

    def weight(self, name: str) -> float:
        """Return the learned weight of a stem or of affixes (for the names see weights.py); 0 if none was learned."""
        found = self._weights.get(name)
        return float(found[0][0]) if found else 0.0


def _state(folder: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return f"No lexicon in {folder}"
    return f"The lexicon in {folder} is damaged or cannot be read ({error})"


def current(folder: Path) -> str:
    """Return the version that the folder names as current. Raise OSError or DamagedError if it names none."""
    return str(sealed.read(folder / CURRENT)["version"])


def write(
    folder: Path,
    forms: Mapping[str, Iterable[tuple[tuple[str, str, str, str], float]]],
    entries: Iterable[tuple[str, str, str, str]],
    families: Mapping[tuple[str, str, str, str], Iterable[str]],
    weights: Mapping[str, float],
) -> None:
    """Write the five tries of a lexicon to the folder that holds its database, and the checksums of all files. Weights
    of readings are shares from 0 to 1, stored in one byte."""
    names = marisa_trie.Trie(sorted({"\t".join(entry) for entry in entries}))
    names.save(str(folder / ENTRIES))
    packed = ((form, _packed(names, readings)) for form, readings in forms.items())
    marisa_trie.BytesTrie(packed).save(str(folder / FORMS))
    roots = {f"{root}\t{key}" for _, key, root, _ in entries if root}
    marisa_trie.Trie(sorted(roots)).save(str(folder / ROOTS))
    related = ("\t".join((*entry, key)) for entry, keys in families.items() for key in keys)
    marisa_trie.Trie(sorted(related)).save(str(folder / FAMILIES))
    marisa_trie.RecordTrie("<f", ((k, (w,)) for k, w in weights.items())).save(str(folder / WEIGHTS))
    sealed.write_sums(folder, FILES)


def _packed(names: "marisa_trie.Trie", readings: Iterable[tuple[tuple[str, str, str, str], float]]) -> bytes:
    return b"".join(_READING.pack(names["\t".join(entry)], max(1, round(weight * _FULL))) for entry, weight in readings)
