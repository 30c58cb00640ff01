"""manage.py search_articles: search the archive from the command line, with one question or a file of questions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from arabic import Level
from articles.models import Article
from search.backends import SearchResult, SearchUnavailableError, default
from search.query.parser import parse
from search.retrieval.interpret import plan_tree
from search.retrieval.record_lookup import ArchiveRecords

SORTS = ("relevance", "newest", "oldest")
COLUMNS = ("external_id", "id", "headline", "source", "date", "score")


class Command(BaseCommand):
    help = "Print how many articles a question finds, and the first of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question", nargs="?")
        parser.add_argument("--questions", type=Path, metavar="FILE", help="a file of questions, one a line")
        parser.add_argument("--level", choices=list(Level), type=Level, default=Level.LEMMA)
        parser.add_argument("--any", action="store_true", help='join the words by "or"')
        parser.add_argument("--plain", action="store_true", help="take the line as words only")
        parser.add_argument("--sort", choices=SORTS, default="relevance")
        parser.add_argument("--limit", type=int, default=10, metavar="N")
        parser.add_argument("--json", action="store_true", help="one object a line: question, total, hits")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["question"] is None) == (options["questions"] is None):
            raise CommandError(_("Give one question, or --questions and a file of them."))
        if options["limit"] < 0:
            raise CommandError(_("--limit is a number of articles, 0 or more."))
        for question in questions_of(options):
            try:
                answer = answered(question, options)
            except SearchUnavailableError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else as_text(answer, options))


def questions_of(options: dict[str, Any]) -> Iterator[str]:
    """Yield the questions. Raise CommandError if the file cannot be read."""
    if options["questions"] is None:
        yield options["question"]
        return
    try:
        with options["questions"].open(encoding="utf-8-sig") as lines:
            yield from (line.strip() for line in lines if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            _("%(file)s cannot be read as UTF-8: %(error)s") % {"file": options["questions"], "error": error}
        ) from error


def answered(text: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return the question, how many articles it finds, and the first of them."""
    question = parse(text, records=ArchiveRecords(), plain=options["plain"], any_word=options["any"])
    resolved = plan_tree(question.tree, Level(options["level"]))
    found = default().search(resolved.tree, sort=options["sort"], limit=options["limit"])
    return {"question": text, "total": found.total, "hits": list(hits_of(found))}


def hits_of(found: SearchResult) -> Iterator[dict[str, Any]]:
    """Yield the printed values of each hit that the public may see."""
    visible = Article.objects.visible().select_related("source")
    articles = visible.in_bulk([hit.article_id for hit in found.hits])
    for hit in found.hits:
        if article := articles.get(hit.article_id):
            yield {
                "external_id": article.external_id,
                "id": article.public_id,
                "headline": article.headline,
                "source": article.source.name if article.source else "",
                "date": article.published_on.isoformat() if article.published_on else "",
                "score": round(hit.score, 4),
            }


def as_text(answer: dict[str, Any], options: dict[str, Any]) -> str:
    """Return the answer as lines of columns separated by tabs. The total comes first, after its question if there are
    many."""
    total = _("Articles found: %(count)s") % {"count": answer["total"]}
    heading = f"{answer['question']}\t{total}" if options["questions"] else total
    return "\n".join([heading, *("\t".join(str(hit[name]) for name in COLUMNS) for hit in answer["hits"])])
