"""Read the public names: months, countries and cities, written beside the lexicon by search.gazetteer.build."""

from functools import cache
from pathlib import Path

from arabic import LexiconMissingError, sealed
from search.lexicon import NAMES


class PublicNames:
    """Reads the names in a lexicon's folder. Raises LexiconMissingError if there are none, or damaged ones."""

    def __init__(self, folder: Path) -> None:
        try:
            self._names: dict[str, list[str]] = sealed.read(folder / NAMES)["names"]
        except (OSError, sealed.DamagedError) as error:
            raise LexiconMissingError(f"No names in {folder}: run `python manage.py build_lexicon`.") from error

    def equal_to(self, key: str) -> tuple[str, ...]:
        """Return the names of everything with this name key, the name itself included; () if there is nothing."""
        return tuple(self._names.get(key, ()))


public_names = cache(PublicNames)
