"""manage.py rebuild_index: build the whole index again. It replaces Haystack's command of this name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from arabic import LexiconMissingError
from articles.models import Article
from search.backends import SearchUnavailableError, default
from search.indexing.indexer import Indexer
from search.indexing.rebuild import under_way


class Command(BaseCommand):
    help = "Build the whole index anew, while the one there is goes on answering, and put it in its place."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            visible = Article.objects.visible()
            row = under_way(default())
            before = visible.filter(pk__lte=row.cursor).count() if row else 0
            if before:
                self.stderr.write(_("Going on after %(count)s articles.") % {"count": before})
            with tqdm(desc=_("Indexing"), total=visible.count(), initial=before, delay=2) as bar:
                indexer = Indexer(progress=bar.update, replaces=True)
                done = indexer.rebuild()
            indexer.run(wait=True)
        except (SearchUnavailableError, LexiconMissingError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Articles indexed: %(count)s") % {"count": done})
