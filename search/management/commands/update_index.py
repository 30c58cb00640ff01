"""manage.py update_index: index what has changed. It replaces Haystack's command of this name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from arabic import LexiconMissingError
from articles.models import Article, Change
from search.backends import SearchUnavailableError, default
from search.indexing.built import outdated
from search.indexing.indexer import Indexer
from search.indexing.rebuild import under_way


class Command(BaseCommand):
    help = "Index every change that the index has not seen, and everything where there is no index or an empty one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("-r", "--remove", action="store_true", help="Haystack's option; done in any case")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with tqdm(desc=_("Indexing"), total=Change.objects.due().count() or None, delay=2) as bar:
                indexer = Indexer(progress=bar.update, replaces=True)
                done = indexer.run(wait=True)
                if not outdated(default()) and is_cleared():
                    done += indexer.rebuild()
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


def is_cleared() -> bool:
    """Whether nothing is in the index, as clear_index leaves it, though there are articles."""
    return not default().versions(limit=1) and Article.objects.visible().exists()
