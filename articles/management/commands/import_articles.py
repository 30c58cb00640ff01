"""manage.py import_articles: import files of articles into the archive."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.loading.importing import Import, Summary, find_files
from articles.loading.loader import Loader
from articles.loading.record_names import RecordNames
from articles.loading.refused import RefusedFiles
from articles.models.changes import told_once
from articles.models.inserting import make_room
from articles.readers import FORMATS, KeyMap, Record, RefusalError, Refused
from articles.readers.record import printable

# Number of refusals to print. All are in reasons.log, and printed with --verbosity 2.
SHOWN = 20


class Command(BaseCommand):
    help = str(_("Import articles from files, folders or globs; the same file twice adds nothing."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help=_("a file (.gz too), a folder or a glob"))
        parser.add_argument("--format", choices=sorted(FORMATS), default="", help=_("else told by name and content"))
        parser.add_argument(
            "--map", nargs="+", action="extend", default=[], metavar="THEIRS=OURS", help=_("what keys are called here")
        )
        parser.add_argument("--source", default="", metavar="SLUG", help=_("the source of records that name none"))
        parser.add_argument("--no-new-sources", action="store_true", help=_("refuse records of a source not known yet"))
        parser.add_argument("--publish", action="store_true", help=_("publish the records that name no status"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would be done, and write nothing"))
        parser.add_argument(
            "--on-duplicate", choices=["skip", "update"], default="skip", help=_("what is there already")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.all_shown, self.shown = options["verbosity"] > 1, 0
        self.refused = None if options["dry_run"] else RefusedFiles(settings.VAR / "refused")
        try:
            paths = find_files(options["paths"])
            mapping = KeyMap(options["map"])
        except FileNotFoundError as error:
            raise CommandError(_("There is nothing to import at “%(path)s”.") % {"path": error}) from None
        except RefusalError as refusal:
            raise CommandError(str(refusal)) from None
        make_room()
        with transaction.atomic() if options["dry_run"] else told_once():
            summary = self.run(paths, mapping, options)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.report(summary, mapping, dry_run=options["dry_run"])

    def run(self, paths: list[Path], mapping: KeyMap, options: dict[str, Any]) -> Summary:
        source, new_sources = options["source"], not options["no_new_sources"]
        if source and not new_sources and RecordNames().find("source", source) is None:
            raise CommandError(_("There is no source “%(name)s”, and --no-new-sources is given.") % {"name": source})
        update = options["on_duplicate"] == "update"
        loader = Loader(source=source, new_sources=new_sources, publish=options["publish"], update=update)
        return Import(loader, mapping, self.tell, options["format"]).run(paths)

    def tell(self, path: Path, format_name: str, record: Record | Refused, refusal: RefusalError) -> None:
        """Print a refusal, and store the record for correction."""
        if self.refused:
            self.refused.add(path, format_name, record.number, record.raw, refusal)
        self.shown += 1
        if self.all_shown or self.shown <= SHOWN:
            place = {"file": printable(path), "line": record.number, "reason": refusal}
            self.stderr.write(_("%(file)s, line %(line)d: %(reason)s") % place)

    def report(self, summary: Summary, mapping: KeyMap, *, dry_run: bool) -> None:
        """Print the summary, with the counts last."""
        if not self.all_shown and self.shown > SHOWN:
            self.stderr.write(_("… and %(n)d more refusals.") % {"n": self.shown - SHOWN})
        for (format_name, encoding), n in sorted(summary.files.items()):
            line = ngettext("%(n)d file: %(format)s, %(encoding)s", "%(n)d files: %(format)s, %(encoding)s", n)
            self.stdout.write(line % {"n": n, "format": format_name, "encoding": encoding})
        if mapping.left_out:
            self.stdout.write(_("Keys left out: %(keys)s") % {"keys": printable(", ".join(sorted(mapping.left_out)))})
        if mapping.unmet:
            self.stderr.write(
                _("No record has a key that --map names: %(keys)s") % {"keys": ", ".join(sorted(mapping.unmet))}
            )
        if self.refused and self.refused.folder:
            self.stdout.write(
                _("Refused, to be mended and imported again: %(folder)s") % {"folder": self.refused.folder}
            )
        if dry_run:
            self.stdout.write(_("Dry run: nothing was written."))
        if summary.named:
            self.stdout.write(_("Named records: %(counts)s") % {"counts": _counts(summary.named)})
        self.stdout.write(_("Articles: %(counts)s") % {"counts": _counts(summary.articles)})


def _counts(counter: Counter[str]) -> str:
    done = {name: counter[name] for name in ("added", "updated", "skipped", "refused")}
    line = _("read %(read)d, added %(added)d, updated %(updated)d, skipped %(skipped)d, refused %(refused)d")
    return line % {"read": sum(done.values()), **done}
