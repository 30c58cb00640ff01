"""Read the public names: months, countries and cities, compiled beside the lexicon by search.gazetteer.build."""

from functools import cache
from pathlib import Path

import marisa_trie

from arabic import LexiconMissingError

TRIE, INPUTS = "names.marisa", "names.json"
PARTED = "\n"


class PublicNames:
    """Reads the trie in a lexicon's folder, memory-mapped. Raises LexiconMissingError if there is none."""

    def __init__(self, folder: Path) -> None:
        try:
            self._names = marisa_trie.BytesTrie().mmap(str(folder / TRIE))
        except (OSError, RuntimeError) as error:
            raise LexiconMissingError(f"No names in {folder}: run `python manage.py build_lexicon`.") from error

    def equal_to(self, key: str) -> tuple[str, ...]:
        """Return the names of everything with this name key, the name itself included; () if there is nothing."""
        found = self._names.get(key)
        return tuple(found[0].decode().split(PARTED)) if found else ()


public_names = cache(PublicNames)
