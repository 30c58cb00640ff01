"""The folder of a Whoosh index, in which every file ends with its checksum."""

from typing import Any

from whoosh.filedb.filestore import FileStorage

from search.backends import checksums


class CheckedStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's storage, but each file that is written gets its checksum when it is closed.

    Whoosh reads what it wrote and never to the end of a file, so that it does not see the checksums.
    """

    def create_file(self, name: str, **kwargs: Any) -> Any:
        return super().create_file(
            name, onclose=lambda file: checksums.append(file.raw_file(), self._fpath(name)), **kwargs
        )

    def path(self, name: str) -> str:
        """Return the path of a file in this folder."""
        return str(self._fpath(name))
