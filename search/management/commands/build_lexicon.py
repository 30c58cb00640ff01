"""manage.py build_lexicon: makes the lexicon that analysis needs, in settings.LEXICON_DIR."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

from search.analysis import load
from search.analysis.camel import DatabaseUnreadable
from search.analysis.lexicon.compile import build
from search.names.compile import build as build_names

_WORK = {"analysing": _("Analysing words"), "learning": _("Learning weights")}


class Command(BaseCommand):
    """Builds what is out of date; stopped anywhere, the former lexicon stays in use."""

    help = str(_("Build the Arabic lexicon from the installed dictionaries (under three minutes)."))

    def handle(self, *args: Any, **options: Any) -> None:
        database = Path(settings.LEXICON_DATABASE) if settings.LEXICON_DATABASE else None
        try:
            made = build(Path(settings.LEXICON_DIR), database, self._bar)
        except FileNotFoundError as error:
            message = _("LEXICON_DATABASE names a file that is not there: %(path)s") % {"path": error.filename}
            raise CommandError(message) from error
        except DatabaseUnreadable as error:
            message = _("LEXICON_DATABASE names a file that is no morphological database: %(path)s") % {"path": error}
            raise CommandError(message) from error
        lexicon = load(Path(settings.LEXICON_DIR))
        build_names(Path(settings.LEXICON_DIR), lexicon)
        if options["verbosity"] == 0:
            return
        words = {"folder": settings.LEXICON_DIR, "version": lexicon.version}
        said = _("Lexicon %(version)s built in %(folder)s.") if made else _("Lexicon %(version)s is up to date.")
        self.stdout.write(str(said % words))

    def _bar(self, what: str, total: int) -> "tqdm[Any]":
        return tqdm(total=total, desc=str(_WORK[what]), file=self.stderr, disable=None)
