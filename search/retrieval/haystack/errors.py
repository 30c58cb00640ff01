"""What a SearchQuerySet is refused with."""

from django.core.paginator import EmptyPage
from haystack.exceptions import HaystackError


class UnsupportedError(HaystackError):  # type: ignore[misc]
    """The archive's search has no such thing; says what to use instead."""


class UnreadableError(HaystackError, ValueError):  # type: ignore[misc]
    """A value is none of its field's."""


class TooMuchError(HaystackError, ValueError):  # type: ignore[misc]
    """A query asks for more than a page of the archive could."""


class TooFarError(TooMuchError, EmptyPage):
    """A slice lies beyond the last result that can be reached; to a paginator a page that is not there."""
