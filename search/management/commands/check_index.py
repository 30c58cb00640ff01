"""manage.py check_index: check that the files of index and lexicon are whole, and that the index holds every article as
the records have it, and nothing else."""

from collections import Counter, defaultdict
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from arabic import LexiconMissingError
from articles.models import Article
from articles.models.recording import record_change
from search import lexicon
from search.backends import SearchUnavailableError, default
from search.indexing.check import Fault, stretches
from search.indexing.document_frequency import miscounted, recount
from search.indexing.indexer import Indexer
from search.indexing.lock import alone

# Largest number of articles named for each fault.
NAMED = 10


class Command(BaseCommand):
    help = (
        "Check the files of index and lexicon, and compare every article that the public may see with the index; ends "
        "with status 1 where something is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="index what differs anew")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        try:
            lexicon.check()
            if repair:
                Indexer().run(wait=True)
            default().check()
            differing = self._compared(repair=repair)
            if repair and differing:
                Indexer().run(wait=True)
                differing = self._compared(repair=False)
            differing += self._added_up(repair=repair)
        except (SearchUnavailableError, LexiconMissingError) as error:
            raise CommandError(str(error)) from error
        if differing:
            raise CommandError(_("The index differs from the records: manage.py check_index --repair mends it."))
        self.stdout.write(_("The index agrees with the records."))

    def _compared(self, *, repair: bool) -> int:
        """Compare and report; if `repair`, also log what differs as changes. Return how many articles differ."""
        counts: Counter[str] = Counter()
        named: defaultdict[str, list[int]] = defaultdict(list)
        with tqdm(desc=_("Comparing"), total=Article.objects.visible().count(), delay=2) as bar:
            for stretch in stretches(default(), partial(alone, wait=True)):
                bar.update(stretch.articles)
                counts.update(articles=stretch.articles, waiting=stretch.waiting)
                counts.update(stretch.faults.values())
                for pk, fault in stretch.faults.items():
                    named[fault] += [pk] * (len(named[fault]) < NAMED)
                if repair:
                    with transaction.atomic():
                        record_change(Article.objects.all(), stretch.faults)
        self._report(counts, named)
        return sum(counts[fault] for fault in Fault)

    def _added_up(self, *, repair: bool) -> int:
        """Add up the counts of forms anew, and report how many were wrong; if `repair`, mend them. Return how many are
        wrong."""
        with alone(wait=True):
            wrong = miscounted()
            if wrong and repair:
                recount()
        self.stdout.write(_("Forms with a wrong count: %(count)s") % {"count": wrong})
        return 0 if repair else wrong

    def _report(self, counts: Counter[str], named: dict[str, list[int]]) -> None:
        said = {
            "articles": _("Articles compared: %(count)s"),
            Fault.MISSING: _("Missing from the index: %(count)s"),
            Fault.LEFT: _("Left over in the index: %(count)s"),
            Fault.OUTDATED: _("Outdated in the index: %(count)s"),
            Fault.MISCOUNTED: _("Their forms counted otherwise: %(count)s"),
            "waiting": _("Waiting in the change log: %(count)s"),
        }
        for kind, text in said.items():
            ids = f" ({', '.join(map(str, named[kind]))}{'…' * (counts[kind] > NAMED)})" if named[kind] else ""
            self.stdout.write(text % {"count": counts[kind]} + ids)
