"""Browse pages: the visible articles by date, and by each kind of named record."""

from datetime import date, timedelta

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from articles import counts
from articles.kinds import FIELDS, NAMES
from articles.models import NAMED_KINDS, Article
from articles.models.queries import ArticleQuerySet
from articles.presenters import coverage
from articles.presenters.excerpt import listed
from articles.presenters.names import by_letter, entries, most_frequent
from articles.presenters.period import Period
from articles.wording import weekdays

PER_PAGE = 20
SHORT_LIST = 120
"""Names that one page shows at once; a longer list shows its most frequent ones and opens letter by letter."""


def dates(request: HttpRequest) -> HttpResponse:
    """The years of the archive."""
    found = counts.by_year()
    return render(
        request, "articles/dates.html", {"here": "dates", "years": coverage.years(found), "undated": found.get(None, 0)}
    )


def undated(request: HttpRequest) -> HttpResponse:
    """The articles whose day of publication nobody knows."""
    page = page_of(request, Article.objects.visible().filter(published_on=None).newest_first())
    return render(request, "articles/undated.html", {"here": "dates", "page": page})


def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its months, its articles."""
    return _period_page(request, year)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: its days, its articles."""
    return _period_page(request, year, month)


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """One day and its articles."""
    return _period_page(request, year, month, day)


def named_list(request: HttpRequest, kind: str) -> HttpResponse:
    """The records of a kind that visible articles refer to, with their counts."""
    found, letter = entries(kind), request.GET.get("letter", "")
    letters = dict(by_letter(found)) if len(found) > SHORT_LIST else {}
    if letters and letter and letter not in letters:
        raise Http404
    context = {
        "here": kind,
        "title": NAMES[kind][1],
        "letters": list(letters),
        "letter": letter if letters else "",
        "names": found if not letters else letters[letter] if letter else most_frequent(found, SHORT_LIST // 2),
    }
    return render(request, "articles/named_list.html", context)


def named(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """A named record and the visible articles that refer to it; 404 while there are none."""
    record = get_object_or_404(NAMED_KINDS[kind], slug=slug)
    articles = Article.objects.visible().filter(**{FIELDS[kind]: record})
    found = counts.by_year(kind, record.pk)
    if not found:
        raise Http404
    first, last = counts.ends(kind, record.pk) or (None, None)
    oldest = request.GET.get("order") == "oldest"
    within = reverse("search")
    context = {
        "here": kind,
        "title": NAMES[kind][1],
        "record": record,
        "spellings": [name for name in record.spellings if name != str(record)],
        "first": first,
        "last": last,
        "years": coverage.years(found, lambda year: f"{within}?{urlencode([(kind, slug), ('year', str(year))])}"),
        "oldest": oldest,
        "page": page_of(request, articles.order_by("ordered_at", "pk") if oldest else articles.newest_first()),
    }
    return render(request, "articles/named.html", context)


def page_of(request: HttpRequest, articles: ArticleQuerySet) -> Page[Article]:
    """The page of the articles that the address asks for. Raises Http404 where there is none."""
    try:
        return Paginator(listed(articles), PER_PAGE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error


def _period_page(request: HttpRequest, *numbers: int) -> HttpResponse:
    try:
        period = Period(*numbers)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    visible = Article.objects.visible()
    articles = visible.filter(published_on__range=(period.first, period.last))
    context = {
        "here": "dates",
        "period": period,
        "months": [] if period.month else coverage.months(period.year, counts.by_month(period.year)),
        "weekdays": weekdays(),
        "weeks": _weeks(period) if period.month and not period.day else [],
        "page": page_of(request, articles.newest_first()),
        "earlier": _nearest(visible.filter(published_on__lt=period.first).aggregate(day=Max("published_on")), period),
        "later": _nearest(visible.filter(published_on__gt=period.last).aggregate(day=Min("published_on")), period),
    }
    return render(request, "articles/period.html", context)


def _weeks(month: Period) -> list[list[coverage.Cell | None]]:
    days = (month.first + timedelta(days=n) for n in range(month.last.day))
    return coverage.weeks(month.first.year, month.first.month, counts.by_day(days))


def _nearest(found: dict[str, date | None], like: Period) -> Period | None:
    return Period.around(found["day"], like) if found["day"] else None
