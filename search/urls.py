"""Define the URLs of the search pages."""

from django.urls import path

from search.views import assist, results

urlpatterns = [
    path("search/", results.results, name="search"),
    path("search/explained/<slug:public_id>/", results.explained, name="explained"),
    path("search/advanced/", assist.advanced, name="advanced"),
    path("search/suggest/", assist.suggestions, name="suggest"),
    path("search/filters/", results.counted_filters, name="filters"),
    path("search/values/<slug:segment>/", results.all_values, name="values"),
]
