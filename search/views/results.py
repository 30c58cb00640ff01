"""The results page, the page of all values of a filter, and the one that explains a result."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.kinds import KINDS, NAMES
from articles.models import Article
from search.backends import SearchUnavailable
from search.levels import LEVELS
from search.presenters.chips import chips
from search.presenters.explanation import told, verdict
from search.presenters.filters import filters, offered, taken, values
from search.presenters.hits import hits
from search.presenters.notices import notices
from search.presenters.search_terms import searched
from search.retrieval.ambiguity import readings
from search.retrieval.did_you_mean import doubtful
from search.retrieval.explain import explain
from search.retrieval.facets import Counted, Counts
from search.retrieval.fallbacks import ways
from search.retrieval.params import SORTS, Asked, extended, read_asked
from search.retrieval.service import Answer, Filtered, ask, ask_filters, ask_values

logger = logging.getLogger(__name__)

VALUES_PER_PAGE = 500
COUNTED = "counted"
"""The parameter that asks for the filters with the results, however long they take."""
SORT_NAMES = {"relevance": _("most relevant"), "newest": _("newest"), "oldest": _("oldest")}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The articles that a question finds. No parameter is an error."""
    counting = COUNTED in request.GET
    return _answered(request, "search/results.html", lambda asked: _presented(ask(asked, counting)))


@require_safe
def counted_filters(request: HttpRequest) -> HttpResponse:
    """The filters of a question with their counts, as they follow the results of one that finds much."""
    asked = read_asked(request.GET)
    try:
        filtered = ask_filters(asked)
    except SearchUnavailable as error:
        logger.warning("Search is down: %s", error)
        return HttpResponse(status=503)
    return render(request, "search/counted.html", {"asked": filtered.asked, **_filters(filtered)})


@require_safe
def all_values(request: HttpRequest, segment: str) -> HttpResponse:
    """Every value of a filter with its count, for a question; the filters beside the results show the first of them."""
    if segment not in KINDS:
        raise Http404
    kind = KINDS[segment]
    return _answered(request, "search/values.html", lambda asked: _listed_values(kind, *ask_values(asked, kind)))


@require_safe
@login_required
@permission_required("articles.change_article", raise_exception=True)
def explained(request: HttpRequest, public_id: str) -> HttpResponse:
    """Why a question finds an article, or does not: for editors, who may mend either."""
    article, asked = get_object_or_404(Article, public_id=public_id), read_asked(request.GET)
    try:
        explanation = explain(asked, article)
    except SearchUnavailable as error:
        return _unavailable(request, asked, error)
    context = {
        **_question(asked),
        "article": article,
        "address": article.get_absolute_url() + asked.query_string(),
        "results": asked.query_string(),
        "verdict": verdict(explanation),
        "told": told(explanation),
    }
    return render(request, "search/explained.html", context)


def _answered(request: HttpRequest, template: str, answer: Callable[[Asked], dict[str, Any]]) -> HttpResponse:
    """A page of the answer to the question in the address; 503 while the engine cannot be asked."""
    asked = read_asked(request.GET)
    try:
        return render(request, template, {**_question(asked), **answer(asked)})
    except SearchUnavailable as error:
        return _unavailable(request, asked, error)


def _unavailable(request: HttpRequest, asked: Asked, error: SearchUnavailable) -> HttpResponse:
    """What is said while the engine cannot be asked; the filters' boxes are not there to hold the days chosen."""
    logger.warning("Search is down: %s", error)
    context = {**_question(asked), "kept": [*asked.days(), *asked.kept()]}
    return render(request, "search/unavailable.html", context, status=503)


def _question(asked: Asked) -> dict[str, Any]:
    """What the question box shows."""
    return {"here": "search", "q": asked.text, "level": asked.level.value, "levels": LEVELS, "asked": asked}


def _presented(answer: Answer) -> dict[str, Any]:
    """One answer as the template writes it."""
    asked, words = answer.asked, searched(answer)
    unsure = doubtful(asked, words)
    return {
        "q": asked.text,
        "asked": asked,
        "listed": answer.listed,
        "sort": answer.sort,
        "page": answer.listed.page,
        "total": answer.total,
        "hits": hits(answer),
        "carried": asked.query_string(),
        "sorts": _sorts(answer),
        **_filters(answer.filtered),
        "taken": taken(answer.filtered),
        "chips": chips(asked, answer.reading.question.tree),
        "notices": notices(answer),
        "searched": words,
        "doubtful": unsure,
        "ways": None if answer.listed.articles else ways(answer, unsure),
        "readings": readings(answer),
        "kept": asked.kept(),
        "unfiltered": asked.address(**asked.unfiltered),
    }


def _filters(filtered: Filtered) -> dict[str, Any]:
    """The filters, or where they are to be had: by a request of their own, or with the whole page again."""
    offers, address = filters(filtered), filtered.asked.query_string()
    return {
        "filters": offers,
        "adding": any(value.adds for offer in offers for value in offer.values),
        "counted": filtered.counts is not None,
        "with_filters": extended(address, COUNTED, "1"),
    }


def _listed_values(kind: str, asked: Asked, counts: Counts) -> dict[str, Any]:
    """A page of a filter's values as the template writes it."""
    page = Paginator(offered(counts, kind).pairs, VALUES_PER_PAGE).get_page(asked.page)
    found = list(values(asked, kind, Counted(tuple(page)), kind in counts.further))
    return {"title": NAMES[kind][1], "page": page, "values": found, "asked": asked}


def _sorts(answer: Answer) -> list[tuple[str, str]]:
    """The orders on offer: name, and the address of each but the one taken. Relevance is one where words were asked."""
    names = SORT_NAMES if answer.reading.marker.parts else {k: v for k, v in SORT_NAMES.items() if k != SORTS[0]}
    return [(str(name), "" if sort == answer.sort else answer.asked.address(sort=sort)) for sort, name in names.items()]
