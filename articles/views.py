"""Browse pages: the visible articles by date, and by each kind of named record."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles import counts, links
from articles.models import NAMED_KINDS
from articles.models.listings import UNDATED_DAY
from articles.presenters import coverage, name_lists
from articles.presenters.lists import page_of
from articles.presenters.period import Period
from articles.wording import kind_titles, weekdays


def dates(request: HttpRequest) -> HttpResponse:
    """Show the years of the archive."""
    found = counts.by_year()
    return render(
        request, "articles/dates.html", {"here": "dates", "years": coverage.years(found), "undated": found.get(None, 0)}
    )


def undated(request: HttpRequest) -> HttpResponse:
    """Show the articles with an unknown day of publication."""
    page = page_of(request.GET, counts.listing().filter(day=UNDATED_DAY), counts.by_year().get(None, 0))
    return render(request, "articles/undated.html", {"here": "dates", "page": page})


def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show one year: its months and its articles."""
    return _period_page(request, year)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show one month: its days and its articles."""
    return _period_page(request, year, month)


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show one day and its articles."""
    return _period_page(request, year, month, day)


def named_list(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the records of a kind that visible articles refer to, with their counts."""
    every, letter = name_lists.all_of(kind), request.GET.get("letter", "")
    if every is not None:
        page, letter = name_lists.NamesPage(every), ""
    elif letter:
        page = name_lists.under(kind, letter, request.GET.get("after", ""))
    else:
        page = name_lists.NamesPage(name_lists.most_frequent(kind, name_lists.SHORT_LIST // 2))
    context = {
        "here": kind,
        "title": kind_titles(kind),
        "letters": name_lists.letters(kind) if every is None else [],
        "letter": letter,
        "page": page,
    }
    return render(request, "articles/named_list.html", context)


def named(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Show a named record and the visible articles that refer to it. Raise Http404 if the public may not see it."""
    record = get_object_or_404(NAMED_KINDS[kind].objects.visible(), slug=slug)
    found = counts.by_year(kind, record.pk)
    first, last = counts.ends(kind, record.pk) or (None, None)
    newest_first = request.GET.get("order") != "oldest"
    context = {
        "here": kind,
        "title": kind_titles(kind),
        "record": record,
        "spellings": [name for name in record.spellings if name != str(record)],
        "first": first,
        "last": last,
        "years": coverage.years(found, lambda year: links.to_results([(kind, slug), ("year", str(year))])),
        "page": page_of(request.GET, counts.listing(kind, record.pk), sum(found.values()), newest_first=newest_first),
    }
    return render(request, "articles/named.html", context)


def _period_page(request: HttpRequest, *numbers: int) -> HttpResponse:
    try:
        period = Period(*numbers)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    months = counts.by_month(period.year) if not period.month else {}
    days = counts.by_day(_days(period)) if period.month else {}
    rows = counts.listing().filter(day__range=(period.first, period.last))
    context = {
        "here": "dates",
        "period": period,
        "every_year": links.to_results([("day", f"{period.first:%m-%d}")]) if period.day else "",
        "months": coverage.months(period.year, months),
        "weekdays": weekdays(),
        "weeks": coverage.weeks(period.year, period.month, days) if period.month and not period.day else [],
        "page": page_of(request.GET, rows, sum(months.values()) + sum(days.values())),
        "earlier": _around(counts.nearest(period.first, before=True), period),
        "later": _around(counts.nearest(period.last, before=False), period),
    }
    return render(request, "articles/period.html", context)


def _days(period: Period) -> list[date]:
    return [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]


def _around(day: date | None, like: Period) -> Period | None:
    return Period.around(day, like) if day else None
