"""What `manage.py check` says of the index."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.utils.translation import gettext as _

from arabic import LexiconMissingError
from search.backends import SearchUnavailableError, default
from search.indexing.built import outdated


@register
def index_is_of_this_lexicon(**kwargs: Any) -> list[CheckMessage]:
    """Warn of an index built with another lexicon or time zone; one that is not there yet is nothing to warn of."""
    try:
        if not outdated(default()):
            return []
    except (SearchUnavailableError, LexiconMissingError):
        return []
    return [
        Warning(
            _("The index was built with another lexicon or TIME_ZONE: run manage.py rebuild_index."),
            id="search.W001",
        )
    ]
