"""Views, forms and paginators of Haystack's and Django's over a SearchQuerySet."""

import pytest
from django.core.paginator import Paginator
from django.http import Http404
from django.test import RequestFactory
from haystack import forms, generic_views, views
from haystack.query import SearchQuerySet

from search.forms.haystack import AdvancedSearchForm
from search.retrieval.haystack import query as query_module


class Plain(generic_views.SearchView):
    form_class = forms.SearchForm
    paginate_by = 4


class Advanced(Plain):
    form_class = AdvancedSearchForm


class Faceted(generic_views.FacetedSearchView):
    facet_fields = ("source", "year")


class Old(views.FacetedSearchView):
    """The view of before class-based views, its context kept."""

    def create_response(self):
        return self.get_context()


def shown(view, **address):
    return view.as_view()(RequestFactory().get("/", address)).context_data


def test_a_paginator(sqs, headlines):
    pages = Paginator(sqs.auto_query("هجوم").order_by("-published_on"), 4)
    assert (pages.count, pages.num_pages) == (10, 3)
    paged = [name for page in pages for name in headlines(page.object_list)]
    assert paged == headlines(SearchQuerySet().auto_query("هجوم").order_by("-published_on"))
    assert len(pages.get_page(99).object_list) == 2


@pytest.mark.parametrize("form", [forms.SearchForm, forms.ModelSearchForm, forms.HighlightedSearchForm])
def test_a_search_view(sqs, headlines, form):
    view = type("View", (Plain,), {"form_class": form})
    context = shown(view, q="هجوم", page=3, models="articles.article")
    assert context["page_obj"].number == 3
    assert context["paginator"].count == 10
    assert headlines(context["object_list"]) == headlines(SearchQuerySet().auto_query("هجوم")[8:])
    assert all(result.object for result in context["object_list"])
    assert list(shown(view, q="")["object_list"]) == []


def test_the_advanced_form_in_a_search_view(sqs, headlines):
    context = shown(Advanced, all="حلب", none="مباراة", source="موقع النهر")
    assert headlines(context["object_list"]) == ["هدنة في حلب"]
    assert headlines(shown(Advanced, all="مهاجم", level="root")["object_list"]) == headlines(
        SearchQuerySet().auto_query("جذر:مهاجم")[:4]
    )
    assert shown(Advanced, source="nowhere")["form"].errors
    assert list(AdvancedSearchForm({}).search()) == []


def test_a_faceted_view(sqs, headlines):
    context = shown(Faceted, q="حلب", selected_facets="section_exact:news")
    assert headlines(context["object_list"]) == ["هدنة في حلب"]
    assert context["facets"]["fields"] == {"source": [("nahr", 1)], "year": [("2018", 1)]}
    assert list(shown(Faceted, q="حلب", selected_facets="year:soon")["object_list"]) == []


def test_the_older_view(sqs, headlines):
    view = Old(searchqueryset=SearchQuerySet().facet("source"), results_per_page=4)
    context = view(RequestFactory().get("/", {"q": "هجوم", "page": "2", "selected_facets": "source:nahr"}))
    assert len(context["page"].object_list) == 4
    assert context["facets"]["fields"] == {"source": [("nahr", 8)]}
    assert context["suggestion"] is None
    assert headlines(context["page"].object_list) == headlines(
        SearchQuerySet().auto_query("هجوم").filter(source="nahr")[4:8]
    )


def test_a_page_past_the_last_is_not_there(sqs, monkeypatch):
    with pytest.raises(Http404):
        shown(Plain, q="هجوم", page=4)
    monkeypatch.setattr(query_module, "FARTHEST", 4)
    with pytest.raises(Http404):
        shown(Plain, q="هجوم", page=2)
