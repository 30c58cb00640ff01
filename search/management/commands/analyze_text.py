"""manage.py analyze_text: show the analysis of the text on standard input."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from arabic import Analyzer, LexiconMissingError, shown_root
from search.lexicon import analyzer

_COLUMNS = ("start", "end", "token", "exact", "spelling", "lemmas", "roots", "pos")


class Command(BaseCommand):
    """Standard input is one text in UTF-8. Offsets are code points from its start."""

    help = str(_("Show the tokens of the text on standard input, with their lemmas and roots."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help=str(_("one JSON object a token, a line each")))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise CommandError(_("Standard input is not UTF-8 (byte %(at)d).") % {"at": error.start}) from error
        try:
            rows = _rows(text, analyzer())
        except LexiconMissingError as error:
            raise CommandError(str(error)) from error
        write = _json if options["json"] else _table
        for row in rows:
            self.stdout.write(write(row))


def _rows(text: str, analysis: Analyzer) -> Iterator[dict[str, Any]]:
    for token in analysis.tokens(text):
        found = analysis.analyze(token.text)
        good = [reading for reading in found.readings if reading.key in found.keys]
        yield {
            "token": token.text,
            "start": token.start,
            "end": token.end,
            "exact": found.exact,
            "spelling": found.spelling,
            "lemmas": list(found.keys),
            "roots": list(found.roots),
            "pos": list(dict.fromkeys(reading.pos for reading in good if reading.pos)),
        }


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _table(row: dict[str, Any]) -> str:
    row = {**row, "roots": [shown_root(root) for root in row["roots"]]}
    cells = (row[column] for column in _COLUMNS)
    return "\t".join(" ".join(cell) if isinstance(cell, list) else str(cell) for cell in cells)
