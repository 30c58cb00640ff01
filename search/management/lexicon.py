"""What the commands that make a lexicon share."""

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
    """A command that makes the lexicon in settings.LEXICON_DIR; stopped anywhere, the former one stays in use."""

    word_list: WordList | None = None
    """In the place of wordfreq's."""

    def made(self, archive: Mapping[str, int] | None = None) -> bool:
        """Make the lexicon, as build() does, and the names beside it; show how far it is. Raises CommandError for a
        wrong LEXICON_DATABASE."""
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
        renew()  # the checks before a command have read the former one
        build_names(folder, analyzer())
        return made

    def _bar(self, what: str, total: int) -> "tqdm[Any]":
        return tqdm(total=total, desc=str(_WORK[what]), file=self.stderr, disable=None)
