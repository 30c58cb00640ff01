"""manage.py recount: rebuild the lists of the browse pages and their counts."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles import counts
from articles.models import Article, Listing, Tally
from articles.models.listings import recount


class Command(BaseCommand):
    help = "Make the lists that readers browse, and their counts, anew from the articles."

    def handle(self, *args: Any, **options: Any) -> None:
        recount(Article.objects.all(), Listing.objects.all(), Tally.objects.all())
        self.stdout.write(_("Visible articles: %(count)s") % {"count": counts.total()})
