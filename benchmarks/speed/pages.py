"""The archive's pages over HTTP, as gunicorn serves them in production."""

import random
import re
from collections import Counter
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from typing import Any
from urllib.parse import urlencode

from articles.models import Article
from benchmarks.archive import RUNNING
from benchmarks.speed.own import family, status
from benchmarks.speed.questions import typed
from benchmarks.speed.run import Run
from benchmarks.speed.timing import Question, alone, measure

TOTAL = re.compile(rb'data-total="(\d+)"')
BROWSED = 40
"""Number of URLs to request per kind of browse page."""


class Page:
    """One reader's keep-alive connection."""

    def __init__(self, address: str = RUNNING) -> None:
        self._connection = HTTPConnection(address, timeout=120)

    def get(self, address: str) -> bytes:
        """Fetch a page. Raise RuntimeError unless its status is 200."""
        try:
            response = self._response(address)
        except (RemoteDisconnected, ConnectionError):  # gunicorn closes a connection that is idle for two seconds
            self._connection.close()
            response = self._response(address)
        page = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status} for {address}")
        return page

    def _response(self, address: str) -> HTTPResponse:
        self._connection.request("GET", address)
        return self._connection.getresponse()


class Results(Page):
    """The results page of a question. With counts, it includes the filters for any number of results."""

    def ask(self, question: Question, counts: bool) -> int:
        page = self.get("/search/?" + urlencode({"q": typed(*question), **({"counted": "1"} if counts else {})}))
        total = TOTAL.search(page)
        return int(total[1]) if total else 0


class Browse(Page):
    """A browse page by its URL; there is no question."""

    def ask(self, question: Question, counts: bool) -> int:
        self.get(question[1][0])
        return 0


def addresses(seed: int) -> dict[str, list[list[str]]]:
    """Return browse pages by kind, for a random sample of articles: its days, commonest sources and articles."""
    chance = random.Random(seed)
    ids = list(Article.objects.visible().order_by("pk").values_list("pk", flat=True)[:50_000])
    drawn = Article.objects.filter(pk__in=chance.sample(ids, min(len(ids), 10 * BROWSED)))
    articles = list(drawn.select_related("source", "section").order_by("pk"))
    days = [article.published_on for article in articles if article.published_on]
    sources = Counter(article.source for article in articles if article.source)
    return {
        "home": [["/"]] * BROWSED,
        "years": [["/dates/"]] * BROWSED,
        "year": [[f"/dates/{day.year}/"] for day in days[:BROWSED]],
        "month": [[f"/dates/{day.year}/{day.month}/"] for day in days[:BROWSED]],
        "day": [[f"/dates/{day.year}/{day.month}/{day.day}/"] for day in days[:BROWSED]],
        "source": [[source.get_absolute_url()] for source, _ in sources.most_common(BROWSED)],
        "article": [[article.get_absolute_url()] for article in articles[:BROWSED]],
    }


def ask(run: Run, engine: str, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    """Return the figures of the results pages and the browse pages, and the memory of a worker after them."""
    with run.archive_on(engine) as archive:
        archive.manage("serve", "--prepare-only")
        archive.serve()
        results = measure(Results, questions, {})
        browsed = alone(Browse(), addresses(run.seed))
        workers = family(archive.processes["gunicorn"].pid)[1:]
        held = [status(pid) for pid in workers]
    return {
        "results": results,
        "browse": browsed,
        "worker": max(each.get("RssAnon", 0) for each in held) / 1024,
        "worker_with_files": max(each.get("VmRSS", 0) for each in held) / 1024,
    }
