"""Pages that need both apps: home, help, robots.txt, and the article with the marks of the question that led to it."""

from calendar import isleap
from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import Article, Status
from articles.presenters import coverage
from articles.presenters.article_page import citation, neighbours
from articles.presenters.lists import latest
from articles.presenters.name_lists import most_frequent
from pages.guide import GUIDE
from pages.marks import marked
from search.levels import LEVELS

LATEST = 9
SECTIONS = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search box, the latest articles and the coverage by year."""
    years, today = counts.by_year(), timezone.localdate()
    context = {
        "here": "home",
        "levels": LEVELS,
        "total": sum(years.values()),
        "years": coverage.years(years),
        "today": today,
        "of_this_day": sum(counts.by_day(_in_years(today, years)).values()),
        "latest": latest(LATEST),
        "sections": most_frequent("section", SECTIONS),
    }
    return render(request, "pages/home.html", context)


def _in_years(today: date, years: Iterable[int | None]) -> list[date]:
    """Return the same day in each of the years that has it: not every year has 29 February."""
    return [
        today.replace(year=year) for year in years if year and (isleap(year) or (today.month, today.day) != (2, 29))
    ]


@require_safe
def article(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Show one article, found by its identifier only. Answer 410 if it was withdrawn, 404 if it is not visible."""
    found = get_object_or_404(Article.objects.select_related("source", "agency", "section"), public_id=public_id)
    if found.status == Status.WITHDRAWN:
        return render(request, "410.html", {"notice": found.withdrawal}, status=410)
    if not found.is_visible:
        raise Http404
    if slug != (found.slug or "-"):
        # Not a permanent redirect: if a headline is changed and changed back, cached redirects would form a loop.
        return redirect(found.get_absolute_url() + (f"?{request.GET.urlencode()}" if request.GET else ""))
    shown = marked(found, request.GET)
    previous, following = neighbours(found)
    permanent = request.build_absolute_uri(reverse("permanent", args=[found.public_id]))
    context = {
        "article": found,
        "reading": shown.reading,
        "results": shown.results,
        "notice": shown.notice,
        "canonical": request.build_absolute_uri(found.get_absolute_url()),
        "citation": citation(found, permanent),
        "previous": previous,
        "next": following,
        "q": request.GET.get("q", ""),
    }
    return render(request, "pages/article.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show what a question may contain, with examples to try."""
    return render(request, "pages/help.html", {"here": "help", "guide": GUIDE, "levels": LEVELS})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers which pages to avoid, and where the sitemap is."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")
