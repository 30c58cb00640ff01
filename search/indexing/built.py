"""What an index is built with, and whether an existing index was built with the same."""

from django.conf import settings

from search.backends import Backend, BuiltWith
from search.lexicon import analyzer


def wanted() -> BuiltWith:
    """Return what an index would be built with now. Raise LexiconMissingError."""
    return BuiltWith(analyzer().version, settings.TIME_ZONE)


def outdated(backend: Backend) -> bool:
    """Return whether the index was built with another lexicon or TIME_ZONE. Raise SearchUnavailableError,
    LexiconMissingError."""
    return backend.built_with() != wanted()
