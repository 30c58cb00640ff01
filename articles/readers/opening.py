"""Open a file as a text stream: decompress it if it is gzipped, and decode it with the detected encoding."""

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

# Errors from reading a broken file. UnicodeDecodeError is for UTF-16 that ends inside a character.
BROKEN = (OSError, EOFError, zlib.error, UnicodeDecodeError)
# A file with one record is read at once, and so is a line, but only up to this many characters.
MAX_WHOLE = 8_000_000
_GZIP = b"\x1f\x8b"


@dataclass(slots=True)
class Opened:
    """An open file: its text as a stream, the name of its encoding, and the position in it."""

    path: Path
    text: io.TextIOWrapper
    encoding: str
    _raw: IO[bytes]

    def read_whole(self) -> str:
        """Return the text of a file that holds one record. Raise RefusalError if it is too long or is not text."""
        text = self.text.read(MAX_WHOLE + 1)
        if len(text) > MAX_WHOLE:
            raise RefusalError(
                _("more than %(n)d characters are not one article; is this the right format?") % {"n": MAX_WHOLE}
            )
        if "\x00" in text:
            raise RefusalError(_("it holds NUL characters, so it is no text; save it as text once more"))
        return text

    def lines(self) -> Iterator[str]:
        """Yield the lines, each with its line end. A line too long for a record is cut to MAX_WHOLE + 1 characters."""
        while line := self.text.readline(MAX_WHOLE + 1):
            yield line
            while len(line) > MAX_WHOLE and not line.endswith(("\n", "\r")):
                line = self.text.readline(MAX_WHOLE + 1)

    def position(self) -> int:
        """Return the number of bytes read so far from the file on disk."""
        return self._raw.tell()


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open `path` as text. Bytes that are invalid in its encoding become lone surrogates. Raise one of BROKEN."""
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
