"""What an index is built with, and whether that is what one would be built with now."""

from django.conf import settings

from search.backends import Backend, BuiltWith
from search.lexicon import analyzer


def wanted() -> BuiltWith:
    """What an index built now would be built with. Raises LexiconMissing."""
    return BuiltWith(analyzer().version, settings.TIME_ZONE)


def outdated(backend: Backend) -> bool:
    """Whether the index was built with another lexicon or TIME_ZONE. Raises SearchUnavailable, LexiconMissing."""
    return backend.built_with() != wanted()
