"""Register the check of the index for `manage.py check`."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.utils.translation import gettext as _

from arabic import LexiconMissingError
from search.backends import SearchUnavailableError, default
from search.indexing.built import outdated


@register
def index_is_of_this_lexicon(**kwargs: Any) -> list[CheckMessage]:
    """Warn if the index was built with another lexicon or time zone. Return no warning if there is no index yet."""
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
