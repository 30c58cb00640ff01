"""Opening a file to be read as a stream: unpacked where it is gzipped, decoded as its words tell."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from django.utils.translation import gettext as _

from articles.readers.encodings import NAMES, guess_encoding
from articles.readers.record import RefusalError

# What reading a broken file raises; the last, UTF-16 that ends within a letter.
BROKEN = (OSError, EOFError, zlib.error, UnicodeDecodeError)
# A file that holds one record is read at once, and so is a line, but not without end.
MAX_WHOLE = 8_000_000
_GZIP = b"\x1f\x8b"


@dataclass(slots=True)
class Opened:
    """An open file: its text as a stream, its encoding's name, and how far into it we are."""

    path: Path
    text: io.TextIOWrapper
    encoding: str
    _raw: IO[bytes]

    def read_whole(self) -> str:
        """The text of a file that holds one record. Raises Refusal where it cannot be one."""
        text = self.text.read(MAX_WHOLE + 1)
        if len(text) > MAX_WHOLE:
            raise RefusalError(
                _("more than %(n)d characters are not one article; is this the right format?") % {"n": MAX_WHOLE}
            )
        if "\x00" in text:
            raise RefusalError(_("it holds NUL characters, so it is no text; save it as text once more"))
        return text

    def lines(self) -> Iterator[str]:
        """The lines, each with its end. One too long to be a record comes cut to MAX_WHOLE + 1 characters."""
        while line := self.text.readline(MAX_WHOLE + 1):
            yield line
            while len(line) > MAX_WHOLE and not line.endswith(("\n", "\r")):
                line = self.text.readline(MAX_WHOLE + 1)

    def position(self) -> int:
        """The bytes read so far of the file as it lies on the disk."""
        return self._raw.tell()


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open `path` as text; what its encoding does not know becomes a lone surrogate. Raises one of BROKEN."""
    with _unpacked(path) as (stream, _raw):
        codec = guess_encoding(stream)
    with _unpacked(path) as (stream, raw):
        errors = "surrogatepass" if codec.startswith("utf-16") else "surrogateescape"
        text = io.TextIOWrapper(stream, encoding=codec, errors=errors, newline="")
        yield Opened(path, text, NAMES[codec], raw)


@contextmanager
def _unpacked(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    with ExitStack() as stack:
        raw = stack.enter_context(path.open("rb"))
        is_gzip = raw.read(2) == _GZIP
        raw.seek(0)
        yield cast(IO[bytes], stack.enter_context(gzip.GzipFile(fileobj=raw))) if is_gzip else raw, raw
