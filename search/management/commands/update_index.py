"""manage.py update_index: index what has changed. It replaces Haystack's command of this name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from arabic import LexiconMissingError
from articles.models import Change
from search.backends import SearchUnavailableError, default
from search.indexing.built import outdated
from search.indexing.indexer import Indexer
from search.indexing.rebuild import under_way


class Command(BaseCommand):
    help = "Index every change that the index has not seen, and everything where there is no index."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with tqdm(desc=_("Indexing"), total=Change.objects.due().count() or None, delay=2) as bar:
                done = Indexer(progress=bar.update, replaces=True).run(wait=True)
            if options["verbosity"] > 0:
                self.stdout.write(_("Changes indexed: %(count)s") % {"count": done})
            if outdated(default()):
                self.stderr.write(
                    _("The index was built with another lexicon or TIME_ZONE: run manage.py rebuild_index.")
                )
            if under_way(default()):
                self.stderr.write(_("A rebuild was stopped halfway: manage.py rebuild_index goes on with it."))
        except (SearchUnavailableError, LexiconMissingError) as error:
            raise CommandError(str(error)) from error
