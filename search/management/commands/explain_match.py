"""manage.py explain_match: explain why a question finds an article or not."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from arabic import Level
from articles.models import Article
from search.backends import SearchUnavailableError
from search.presenters.explanation import as_text
from search.retrieval.explain import explain
from search.retrieval.params import SearchParams


class Command(BaseCommand):
    help = "Say for each part of a question where and by which level an article matches it, or which level would."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question")
        parser.add_argument("article", metavar="ARTICLE_ID", help="its identifier, as in its address")
        parser.add_argument("--level", choices=list(Level), type=Level, default=Level.LEMMA)
        parser.add_argument(
            "--drop", action="append", default=[], metavar="FORM", help="a form dropped from the question"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            article = Article.objects.get(public_id=options["article"])
            params = SearchParams(
                text=options["question"], level=Level(options["level"]), dropped=tuple(options["drop"])
            )
            self.stdout.write(as_text(explain(params, article)))
        except ObjectDoesNotExist as error:
            raise CommandError(_("No article has the identifier “%(id)s”.") % {"id": options["article"]}) from error
        except SearchUnavailableError as error:
            raise CommandError(str(error)) from error
