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
MAX_EMPTY_LINES = 100_000
# How many times larger than on disk a file may become when it is unpacked, and the size from which this counts. News
# becomes four to ten times larger; gzip's most, of one byte repeated, is 1,030.
MAX_RATIO, COUNTED_FROM = 200, 4_000_000
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
        """Yield the lines, each with its line end. A line too long for a record is cut to MAX_WHOLE + 1 characters.

        Raise RefusalError if more than MAX_EMPTY_LINES empty ones follow one another.
        """
        empty = 0
        while line := self.text.readline(MAX_WHOLE + 1):
            empty = empty + 1 if line.isspace() else 0
            if empty > MAX_EMPTY_LINES:
                reason = _("more than %(n)d empty lines in a row; nothing behind them is read: take them out.")
                raise RefusalError(reason % {"n": MAX_EMPTY_LINES})
            yield line
            while len(line) > MAX_WHOLE and not line.endswith(("\n", "\r")):
                line = self.text.readline(MAX_WHOLE + 1)

    def position(self) -> int:
        """Return the number of bytes read so far from the file on disk."""
        return self._raw.tell()


class _Unpacked(gzip.GzipFile):
    """A gzipped file. Reading it raises RefusalError once it has become far larger than text does."""

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__(fileobj=packed)
        self._packed = packed

    def read1(self, size: int = -1) -> bytes:
        found = super().read1(size)
        if self.tell() > max(COUNTED_FROM, MAX_RATIO * self._packed.tell()):
            reason = _("unpacked, it is more than %(n)d times larger, as no text is; nothing more of it is read.")
            raise RefusalError(reason % {"n": MAX_RATIO})
        return found


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
        yield cast(IO[bytes], stack.enter_context(_Unpacked(raw))) if is_gzip else raw, raw
