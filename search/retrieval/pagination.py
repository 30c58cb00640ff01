"""Fetch the results of one page: numbered pages up to LAST_PAGE, then pages by date.

An engine must pass every result before the first one that it shows, and a cluster refuses results after the
ten-thousandth (OpenSearch's index.max_result_window). After LAST_PAGE the list therefore continues from the date of its
last article (keyset pagination). That costs no more than a first page, and skips no article however many one day holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from articles.models import Article
from search.backends import Backend
from search.backends.base import Search, Sort, ValueCount
from search.indexing.documents import moment
from search.query.plan import Node, SearchAfter, all_of
from search.retrieval import facets
from search.retrieval.params import FILTERS, SearchParams

PER_PAGE = 10
LAST_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a list.

    after: the article after which the list begins (pagination cursor); None if it begins at the first article.
    onward: the address at which the list continues; "" except on the last numbered page of a longer list.
    facets: the values of all filters in the whole list; empty if they take long to count.
    counted: how many articles each of the nodes finds that were counted with the page.
    """

    numbered: "Page[Any]"
    articles: tuple[Article, ...]
    after: Article | None
    onward: str
    total: int
    facets: dict[str, tuple[ValueCount, ...]]
    counted: tuple[int, ...]


def fetch_page(
    backend: Backend, params: SearchParams, tree: Node, sort: Sort, counted: Iterable[Node] = ()
) -> ResultPage:
    """Return the requested page, or the last page if there are fewer. The total and the counts are those of the whole
    list. The articles of the nodes `counted` are counted in the same request to the engine."""
    after = _after(params.after) if sort != "relevance" else None
    part = all_of((tree, search_after(after, sort))) if after else tree
    number = min(params.page, LAST_PAGE)
    whole = [Search(tree, facets=FILTERS, facets_within=facets.AT_ONCE)] if after else []
    found, *others = backend.search_all([_page(part, sort, number), *whole, *map(Search, counted)])
    page = Paginator(range(min(found.total, LAST_PAGE * PER_PAGE)), PER_PAGE).get_page(number)
    hits = found.hits if page.number == number else next(backend.search_all([_page(part, sort, page.number)])).hits
    visible = Article.objects.visible().with_names().defer("folded").in_bulk([hit.article_id for hit in hits])
    articles = tuple(visible[hit.article_id] for hit in hits if hit.article_id in visible)
    listed = others.pop(0) if after else found
    onward = ""
    if articles and page.number == LAST_PAGE and found.total > LAST_PAGE * PER_PAGE:
        onward = _onward(params, sort, articles[-1])
    # The index may still hold articles that were withdrawn a moment ago.
    total = listed.total - (len(hits) - len(articles))
    return ResultPage(page, articles, after, onward, total, listed.facets, tuple(other.total for other in others))


def search_after(article: Article, sort: Sort) -> SearchAfter:
    """Return the node of the articles that come after this one in date order (the keyset pagination cursor)."""
    return SearchAfter(sort == "newest", article.published_on is not None, moment(article), article.pk)


def _page(tree: Node, sort: Sort, number: int) -> Search:
    return Search(tree, sort, (number - 1) * PER_PAGE, PER_PAGE, FILTERS, facets.AT_ONCE)


def _after(public_id: str) -> Article | None:
    return Article.objects.visible().filter(public_id=public_id).first() if public_id else None


def _onward(params: SearchParams, sort: Sort, last: Article) -> str:
    """Return the address at which the list continues. A list by relevance has no position in time, so it continues as a
    list of its own with the newest first."""
    return params.address(sort="newest") if sort == "relevance" else params.address(sort=sort, after=last.public_id)
