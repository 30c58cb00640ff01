"""Readers of external formats: each one turns an open file into records with our own keys, one by one."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from articles.readers import csv, html, jsonl, ninjs, text
from articles.readers.opening import BROKEN, Opened, opened
from articles.readers.record import KeyMap, Read, Record, RefusalError, Refused
from articles.readers.timer import in_time

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "KeyMap",
    "Opened",
    "Record",
    "RefusalError",
    "Refused",
    "guess_format",
    "opened",
    "read",
]

FORMATS: dict[str, Callable[[Opened, KeyMap], Read]] = {
    "text": text.read,
    "jsonl": jsonl.read,
    "csv": csv.read,
    "ninjs": ninjs.read,
    "html": html.read,
}
MAPPED_FORMATS = ("jsonl", "csv")
SUFFIXES = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "ninjs",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
PEEKED = 200_000
# The reasons at the beginning of a file of refused records.
_REASONS = re.compile(r"\A(?:#.*\n?\s*)+")


def guess_format(path: Path) -> str:
    """Return the format of a file by its name, or by its content if the name is ambiguous. Raise one of BROKEN."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    named = SUFFIXES.get(suffixes[-1]) if suffixes else None
    if named not in {None, "jsonl", "ninjs"}:
        return str(named)
    with opened(path) as file:
        return _by_content(file.text.read(PEEKED).lstrip(), named or "text")


def _by_content(beginning: str, otherwise: str) -> str:
    if otherwise != "text":
        beginning = _REASONS.sub("", beginning)
    if beginning.startswith("{"):
        try:
            return "ninjs" if ninjs.looks_like_ninjs(jsonl.parse_object(beginning.partition("\n")[0])) else "jsonl"
        except RefusalError:
            # An object over several lines is ninjs. A broken object on a single line is a record to be refused.
            return "ninjs" if otherwise == "ninjs" or beginning[1:].lstrip(" ").startswith(("\n", "\r")) else "jsonl"
    if beginning[:500].lower().startswith(("<!doctype html", "<html", "<?xml")):
        return "html"
    return otherwise


def read(file: Opened, format_name: str, mapping: KeyMap) -> Iterator[Record | Refused]:
    """Yield the records of an open file. An error that ends it early is yielded as one more refusal, not raised."""
    number = 0
    try:
        if mapping and format_name not in MAPPED_FORMATS:
            raise RefusalError(
                _("it is for %(formats)s; this file is %(format)s.")
                % {"formats": ", ".join(MAPPED_FORMATS), "format": format_name},
                "--map",
            )
        for record in in_time(FORMATS[format_name](file, mapping)):
            number = record.number
            yield record
    except RefusalError as refusal:
        yield Refused(number + 1, None, refusal)
    except BROKEN as error:
        reason = _("the file ends here, cut short or damaged (%(what)s): fetch it again") % {"what": error}
        yield Refused(number + 1, None, RefusalError(reason))
