"""Keyset pagination for lists of articles: the cursor is an article, never a page number.

So each page costs the same as the first one, and a newly published article does not move others to another page.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict

from articles.counts import listing
from articles.models import Article
from articles.models.article import validate_public_id
from articles.models.listings import UNDATED_DAY, ListingPlace, ListingQuerySet
from articles.presenters.excerpt import listed

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class ListPage:
    """The articles of a page, with the total of the list and its order.

    `after` and `before` are the cursors (public identifiers) of the next and the previous page; "" if there is none.
    `lost`: the public may not see the article that the page was asked to follow, so this is the first page.
    """

    articles: tuple[Article, ...]
    total: int
    newest_first: bool = True
    after: str = ""
    before: str = ""
    is_first: bool = True
    lost: bool = False


def page_of(asked: QueryDict, rows: ListingQuerySet, total: int, *, newest_first: bool = True) -> ListPage:
    """Return the page of a list of `total` articles that the parameter `after` or `before` asks for, or the first one.

    Raise Http404 for what is no identifier.
    """
    after, before = asked.get("after", ""), asked.get("before", "")
    place = _place_known_as(after or before) if after or before else None
    lost = place is None and bool(after or before)
    if place and not after:
        ids = _ids(rows, not newest_first, place)
        if len(ids) > PER_PAGE:
            articles = in_order(ids[:PER_PAGE][::-1])
            return _page(articles, total, newest_first, more=True, is_first=False)
        place = None
    ids = _ids(rows, newest_first, place)
    more = len(ids) > PER_PAGE
    return _page(in_order(ids[:PER_PAGE]), total, newest_first, more=more, is_first=not place, lost=lost)


def in_order(ids: list[int]) -> tuple[Article, ...]:
    """Return the visible articles with these ids, in this order, as a list shows them."""
    found = listed(Article.objects.visible()).in_bulk(ids)
    return tuple(found[pk] for pk in ids if pk in found)


def latest(count: int) -> tuple[Article, ...]:
    """Return the newest `count` articles of the archive."""
    return in_order(list(listing().in_order(newest_first=True).values_list("article", flat=True)[:count]))


def place_of(article: Article) -> ListingPlace:
    """Return the position of an article, which is the same in every list that contains it."""
    return ListingPlace(article.published_on or UNDATED_DAY, article.ordered_at, article.pk)


def _page(
    articles: tuple[Article, ...], total: int, newest_first: bool, *, more: bool, is_first: bool, lost: bool = False
) -> ListPage:
    after = articles[-1].public_id if articles and more else ""
    before = articles[0].public_id if articles and not is_first else ""
    return ListPage(articles, total, newest_first, after, before, is_first, lost)


def _ids(rows: ListingQuerySet, newest_first: bool, after: ListingPlace | None = None) -> list[int]:
    part = rows.in_order(newest_first=newest_first, after=after)
    return list(part.values_list("article", flat=True)[: PER_PAGE + 1])


def _place_known_as(public_id: str) -> ListingPlace | None:
    """Return the position of a visible article, which may have left this list meanwhile. Return None if the public sees
    no article of this identifier. Raise Http404 for what is no identifier."""
    try:
        validate_public_id(public_id)
    except ValidationError as error:
        raise Http404 from error
    found = Article.objects.visible().only("published_on", "ordered_at").filter(public_id=public_id).first()
    return place_of(found) if found else None
