"""Serve the results page, the page of all values of a filter, and the page that explains a result."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.kinds import KIND_OF_SEGMENT
from articles.models import Article
from articles.wording import kind_titles
from search.backends import SearchUnavailableError
from search.backends.deadline import QuestionTooDearError, TooManyDearError, deadline
from search.levels import LEVELS
from search.presenters.chips import chips
from search.presenters.dear import dear_parts
from search.presenters.explanation import told, verdict
from search.presenters.filters import filters, links_of, taken
from search.presenters.hits import hits
from search.presenters.notices import notices
from search.presenters.search_terms import search_terms
from search.retrieval.explain import explain
from search.retrieval.params import SORTS, SearchParams, extended, read_params
from search.retrieval.service import AllValues, Answer, FilterState, ask, ask_filters, ask_values

logger = logging.getLogger(__name__)

COUNTED = "counted"
"""The parameter that asks for the filters together with the results, also where the counting takes longer."""
SORT_NAMES = {"relevance": _("most relevant"), "newest": _("newest"), "oldest": _("oldest")}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show the articles that a question finds. No parameter is an error."""
    count_all = COUNTED in request.GET
    return _answered(request, "search/results.html", lambda params: _presented(ask(params, count_all=count_all)))


@require_safe
def counted_filters(request: HttpRequest) -> HttpResponse:
    """Return the filters of a question with their counts. The page requests them after the results if there are many
    results."""
    params = read_params(request.GET)
    try:
        with deadline(settings.QUESTION_SECONDS):
            state = ask_filters(params)
    except SearchUnavailableError as error:
        logger.warning("Search is down: %s", error)
        return HttpResponse(status=503)
    return render(request, "search/counted.html", {"params": state.params, **_filters(state)})


@require_safe
def all_values(request: HttpRequest, segment: str) -> HttpResponse:
    """Every value of a filter with its count, for a question; the filters beside the results show the first of them."""
    if segment not in KIND_OF_SEGMENT:
        raise Http404
    kind = KIND_OF_SEGMENT[segment]
    return _answered(request, "search/values.html", lambda params: _listed_values(kind, ask_values(params, kind)))


@require_safe
@login_required
@permission_required("articles.change_article", raise_exception=True)
def explained(request: HttpRequest, public_id: str) -> HttpResponse:
    """Explain why a question finds an article or not. The page is for editors, who can correct the question or the
    article."""
    article, params = get_object_or_404(Article, public_id=public_id), read_params(request.GET)
    try:
        with deadline(settings.QUESTION_SECONDS):
            explanation = explain(params, article)
    except SearchUnavailableError as error:
        return _unavailable(request, params, error)
    context = {
        **_question(params),
        "article": article,
        "address": article.get_absolute_url() + params.query_string(),
        "results": params.query_string(),
        "verdict": verdict(explanation),
        "told": told(explanation),
    }
    return render(request, "search/explained.html", context)


def _answered(request: HttpRequest, template: str, answer: Callable[[SearchParams], dict[str, Any]]) -> HttpResponse:
    """Return a page with the answer to the question in the address, or status 503 if it cannot be answered."""
    params = read_params(request.GET)
    try:
        with deadline(settings.QUESTION_SECONDS):
            context = answer(params)
    except SearchUnavailableError as error:
        return _unavailable(request, params, error)
    return render(request, template, {**_question(params), **context})


def _unavailable(request: HttpRequest, params: SearchParams, error: SearchUnavailableError) -> HttpResponse:
    """Return the page that says that search is down, or that the question is too dear and what to leave out of it. It
    has no boxes of the filters, so hidden fields keep the chosen days."""
    too_dear = isinstance(error, QuestionTooDearError)
    logger.log(logging.INFO if too_dear else logging.WARNING, "No answer: %s", error)
    context = {**_question(params), "kept": [*params.days(), *params.kept()]}
    if not too_dear:
        context["rebuilt"] = error.is_rebuilt and settings.INDEX_ON_COMMIT
        return render(request, "search/unavailable.html", context, status=503)
    context |= {"busy": isinstance(error, TooManyDearError), "dear": dear_parts(params.text)}
    response = render(request, "search/too_dear.html", context, status=503)
    response["Retry-After"] = "5"
    return response


def _question(params: SearchParams) -> dict[str, Any]:
    """Return the context of the question box."""
    return {"here": "search", "q": params.text, "level": params.level.value, "levels": LEVELS, "params": params}


def _presented(answer: Answer) -> dict[str, Any]:
    """Return one answer as the template context."""
    params = answer.params
    return {
        "q": params.text,
        "params": params,
        "result_page": answer.page,
        "sort": answer.sort,
        "page": answer.page.numbered,
        "total": answer.total,
        "hits": hits(answer),
        "carried": params.query_string(),
        "sorts": _sorts(answer),
        **_filters(answer.filters),
        "taken": taken(answer.filters),
        "chips": chips(params, answer.interpretation.question.tree),
        "notices": notices(answer),
        "search_terms": search_terms(answer),
        "doubtful": answer.doubtful,
        "fallbacks": answer.fallbacks,
        "ambiguities": answer.ambiguities,
        "kept": params.kept(),
        "unfiltered": params.address(**params.unfiltered),
    }


def _filters(state: FilterState) -> dict[str, Any]:
    """Return the filters as context, or the address to get them from: by a request of their own, or with the whole page
    again."""
    offers, address = filters(state), state.params.query_string()
    return {
        "filters": offers,
        "adding": any(value.adds for offer in offers for value in offer.values),
        "counted": state.counts is not None,
        "with_filters": extended(address, COUNTED, "1"),
    }


def _listed_values(kind: str, listed: AllValues) -> dict[str, Any]:
    """A page of a filter's values as the template writes it."""
    return {"title": kind_titles(kind), "page": listed.page, "values": links_of(listed, kind), "params": listed.params}


def _sorts(answer: Answer) -> list[tuple[str, str]]:
    """Return the possible orders, each with its name and address; "" for the current order. Relevance is possible only
    if the question has words."""
    names = (
        SORT_NAMES
        if answer.interpretation.highlighter.parts
        else {k: v for k, v in SORT_NAMES.items() if k != SORTS[0]}
    )
    return [
        (str(name), "" if sort == answer.sort else answer.params.address(sort=sort)) for sort, name in names.items()
    ]
