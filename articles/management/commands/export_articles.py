"""manage.py export_articles: write the whole archive as JSON lines."""

import gzip
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.loading.exporting import count_records, export_lines


class Command(BaseCommand):
    help = str(_("Write the whole archive as our own JSON lines, to be imported again anywhere."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help=_("ends in .gz to be packed; else standard output"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"]:
            for line in export_lines():
                self.stdout.write(line)
            return
        target = Path(options["file"])
        part = target.with_name(target.name + ".part")
        try:
            with _opened(part, packed=target.suffix == ".gz") as file:
                self.write(file)
            os.replace(part, target)
        except OSError as error:
            raise CommandError(_("“%(path)s” cannot be written: %(what)s") % {"path": target, "what": error}) from None

    def write(self, file: IO[str]) -> None:
        """Write every record to `file`."""
        for line in tqdm(export_lines(), total=count_records(), desc=_("Exporting"), disable=None, leave=False):
            file.write(line + "\n")


def _opened(path: Path, *, packed: bool) -> IO[str]:
    return gzip.open(path, "wt", encoding="utf-8") if packed else path.open("w", encoding="utf-8")
