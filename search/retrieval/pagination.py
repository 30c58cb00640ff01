"""Which of the results a page shows: pages by number as far as LAST_PAGE, and what lies beyond them by date.

An engine pays for each result before the one it shows, and a server of several machines refuses the ten-thousand-and-
first (OpenSearch's index.max_result_window). So the list goes on from its last article's place in time, which costs
no more than a first page, and skips nothing however many articles one day holds.
"""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from articles.models import Article
from search.backends import Backend, SearchResult
from search.backends.base import Sort, ValueCount
from search.indexing.documents import moment
from search.query.plan import Node, SearchAfter, all_of
from search.retrieval.facets import AT_ONCE
from search.retrieval.params import FILTERS, SearchParams

PER_PAGE = 10
LAST_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a list. `after` is the article that it goes on after, None where it begins at the first; `onward`
    the address at which it goes on, "" but on the last numbered page of a longer one. `facets` are the values of all
    filters in the whole list, none where they take long to count."""

    numbered: "Page[Any]"
    articles: tuple[Article, ...]
    after: Article | None
    onward: str
    total: int
    facets: dict[str, tuple[ValueCount, ...]]


def fetch_page(backend: Backend, params: SearchParams, tree: Node, sort: Sort) -> ResultPage:
    """The page asked for, or the last there is; the total and the counts are those of the whole list."""
    after = _after(params.after) if sort != "relevance" else None
    part = all_of((tree, search_after(after, sort))) if after else tree
    number = min(params.page, LAST_PAGE)
    found = _found(backend, part, sort, number)
    page = Paginator(range(min(found.total, LAST_PAGE * PER_PAGE)), PER_PAGE).get_page(number)
    hits = found.hits if page.number == number else _found(backend, part, sort, page.number).hits
    visible = Article.objects.visible().with_names().defer("folded").in_bulk([hit.article_id for hit in hits])
    articles = tuple(visible[hit.article_id] for hit in hits if hit.article_id in visible)
    whole = backend.search(tree, limit=0, facets=FILTERS, facets_within=AT_ONCE) if after else found
    onward = ""
    if articles and page.number == LAST_PAGE and found.total > LAST_PAGE * PER_PAGE:
        onward = _onward(params, sort, articles[-1])
    # The index may not have heard yet of what was withdrawn a moment ago.
    return ResultPage(page, articles, after, onward, whole.total - (len(hits) - len(articles)), whole.facets)


def search_after(article: Article, sort: Sort) -> SearchAfter:
    """Return the node that finds what comes after an article in the order of time (keyset pagination)."""
    return SearchAfter(sort == "newest", article.published_on is not None, moment(article), article.pk)


def _found(backend: Backend, tree: Node, sort: Sort, number: int) -> SearchResult:
    start = (number - 1) * PER_PAGE
    return backend.search(tree, sort=sort, start=start, limit=PER_PAGE, facets=FILTERS, facets_within=AT_ONCE)


def _after(public_id: str) -> Article | None:
    return Article.objects.visible().filter(public_id=public_id).first() if public_id else None


def _onward(params: SearchParams, sort: Sort, last: Article) -> str:
    """Where the list goes on. What is most relevant has no place in time: from there on it is the newest first."""
    return params.address(sort="newest") if sort == "relevance" else params.address(sort=sort, after=last.public_id)
