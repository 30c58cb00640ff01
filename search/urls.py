"""Addresses of the search pages."""

from django.urls import path

from search import asking, views

urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/explained/<slug:public_id>/", views.explained, name="explained"),
    path("search/advanced/", asking.advanced, name="advanced"),
    path("search/suggest/", asking.suggestions, name="suggest"),
    path("search/filters/", views.counted_filters, name="filters"),
    path("search/values/<slug:segment>/", views.all_values, name="values"),
]
