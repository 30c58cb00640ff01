"""Serve the pages that help a reader to write a question: the advanced form, and suggestions while typing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.kinds import KINDS
from search.backends.deadline import deadline
from search.forms.advanced import FIRST, AdvancedForm
from search.forms.prefill import prefill
from search.query.tree import RecordKind
from search.retrieval.params import read_params
from search.retrieval.suggest import suggest


@require_safe
def advanced(request: HttpRequest) -> HttpResponse:
    """Show the advanced form, filled from the question `q`. A valid form redirects to the results of its question, with
    the filters that were chosen around the previous question (`within`: parameters of the results page)."""
    within = read_params(QueryDict(request.GET.get("within", "")))
    if "q" in request.GET:
        params = read_params(request.GET)
        form = AdvancedForm(initial=prefill(params.text, params.level))
    else:
        form = AdvancedForm({**FIRST, **request.GET.dict()} if request.GET else None, initial=FIRST)
        if form.is_valid():
            address = within.address(text=form.question, level=form.chosen_level)
            return redirect(reverse("search") + address)
    context = {"here": "advanced", "form": form, "within": within.around, "narrowed": within.has_filters}
    return render(request, "search/advanced.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What a question being typed may go on with, as the options of its box; `kind` completes names of one kind, typed
    into the field of that name."""
    kind = next((RecordKind(kind.name) for kind in KINDS if kind.name == request.GET.get("kind")), None)
    text = request.GET.get(kind or "q", "")
    with deadline(settings.QUESTION_SECONDS):
        suggested = suggest(text, kind)
    return render(request, "search/suggestions.html", {"suggested": suggested})
