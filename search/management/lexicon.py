"""Share code between the commands that build a lexicon."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

from arabic.camel import DatabaseUnreadableError
from arabic.lexicon.build import build
from arabic.lexicon.words import WordList
from search.gazetteer.build import build as build_names
from search.lexicon import analyzer, renew

_WORK = {"analysing": _("Analysing words"), "learning": _("Learning weights")}


class LexiconCommand(BaseCommand):
    """A command that builds the lexicon in settings.LEXICON_DIR. If it is stopped at any point, the old lexicon stays
    in use."""

    word_list: WordList | None = None
    """In the place of wordfreq's."""

    def made(self, archive: Mapping[str, int] | None = None) -> bool:
        """Build the lexicon, as build() does, and the names beside it; show the progress. Return whether the lexicon
        was built. Raise CommandError if LEXICON_DATABASE is wrong."""
        folder = Path(settings.LEXICON_DIR)
        database = Path(settings.LEXICON_DATABASE) if settings.LEXICON_DATABASE else None
        try:
            made = build(folder, database, self._bar, archive, listed=self.word_list)
        except FileNotFoundError as error:
            message = _("LEXICON_DATABASE names a file that is not there: %(path)s") % {"path": error.filename}
            raise CommandError(message) from error
        except DatabaseUnreadableError as error:
            message = _("LEXICON_DATABASE names a file that is no morphological database: %(path)s") % {"path": error}
            raise CommandError(message) from error
        renew()  # the checks that run before a command have loaded the old one
        build_names(folder, analyzer())
        return made

    def _bar(self, what: str, total: int) -> "tqdm[Any]":
        return tqdm(total=total, desc=str(_WORK[what]), file=self.stderr, disable=None)
