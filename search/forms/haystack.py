"""The advanced form for views that are Haystack's (haystack.generic_views.SearchView)."""

from typing import Any

from haystack.inputs import AutoQuery
from haystack.query import SearchQuerySet

from search.forms.advanced import AdvancedForm


class AdvancedSearchForm(AdvancedForm):
    """The advanced form, which searches a SearchQuerySet as Haystack's own forms do."""

    def __init__(
        self, *args: Any, searchqueryset: SearchQuerySet | None = None, load_all: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.searchqueryset = SearchQuerySet() if searchqueryset is None else searchqueryset
        self.load_all = load_all

    def search(self) -> SearchQuerySet:
        """Return what the form asks for; nothing while it is not valid."""
        if not self.is_valid():
            return self.searchqueryset.none()
        found = self.searchqueryset.filter(content=AutoQuery(self.question, level=self.chosen_level))
        return found.load_all() if self.load_all else found
