"""The common base of the engines that keep their indexes in a folder on this machine."""

from pathlib import Path
from typing import Any

from search.backends import generations
from search.backends.base import Backend, BuiltWith, writing


class Embedded(Backend):
    """A backend whose indexes are in the folder that the connection's PATH names."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.path = str(options["PATH"])

    def begin(self, built_with: BuiltWith) -> str:
        with writing():
            folder = generations.begin(self.path, built_with, self.FORMAT)
            self._make(folder)
        return folder.name

    def publish(self, name: str) -> None:
        with writing():
            generations.publish(self.path, name)

    def unpublished(self) -> list[str]:
        return generations.unpublished(self.path)

    def discard(self, name: str) -> None:
        generations.discard(self.path, name)

    def _make(self, folder: Path) -> None:
        """Create an empty index in a folder."""
        raise NotImplementedError
