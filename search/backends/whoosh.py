"""The embedded engine: Whoosh, its index in a folder of its own."""

from haystack.backends import BaseEngine, BaseSearchQuery

from search.backends.base import Backend


class WhooshBackend(Backend):
    """Asks and writes the Whoosh index."""


class WhooshQuery(BaseSearchQuery):
    """Haystack's own query."""


class WhooshEngine(BaseEngine):
    """The engine as Haystack's settings name it."""

    backend = WhooshBackend
    query = WhooshQuery
