"""The results page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from search.analysis import Level
from search.backends import SearchUnavailable
from search.forms import SORTS, read_asked
from search.levels import LEVELS
from search.presenters.chips import chips
from search.presenters.filters import filters
from search.presenters.hits import hits
from search.presenters.notices import notices
from search.presenters.searched import searched
from search.service import Answer, ask

SORT_NAMES = {"relevance": _("most relevant"), "newest": _("newest"), "oldest": _("oldest")}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The articles that a question finds; 503 while the engine cannot be asked. No parameter is an error."""
    asked = read_asked(request.GET)
    shared = {"here": "search", "q": asked.text, "level": asked.level.value, "levels": LEVELS, "asked": asked}
    try:
        context = {**shared, **_presented(ask(asked))}
    except SearchUnavailable:
        return render(request, "search/unavailable.html", shared, status=503)
    return render(request, "search/results.html", context)


def _presented(answer: Answer) -> dict[str, Any]:
    """One answer as the template writes it."""
    asked = answer.asked
    others = [rule for rule in LEVELS if rule.level != asked.level]
    return {
        "q": asked.text,
        "asked": asked,
        "page": answer.page,
        "total": answer.total,
        "hits": hits(answer),
        "sorts": _sorts(answer),
        "filters": filters(answer),
        "chips": chips(asked, answer.reading.question.tree),
        "notices": notices(answer),
        "searched": searched(answer.reading),
        "kept": asked.kept(),
        "other_levels": [(rule.name, asked.address(level=Level(rule.level))) for rule in others],
        "unfiltered": asked.without_filters(),
    }


def _sorts(answer: Answer) -> list[tuple[str, str]]:
    """The orders on offer: name, and the address of each but the one taken. Relevance is one where words were asked."""
    names = SORT_NAMES if answer.reading.marker.parts else {k: v for k, v in SORT_NAMES.items() if k != SORTS[0]}
    return [(str(name), "" if sort == answer.sort else answer.asked.address(sort=sort)) for sort, name in names.items()]
