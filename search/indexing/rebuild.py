"""The index that is being built beside the one in use: its row in the database, and the clean-up after it."""

from search.backends import Backend
from search.backends.base import IndexBrokenError, IndexMissingError
from search.indexing.built import outdated, wanted
from search.lexicon import analyzer
from search.models import FormKey, Rebuild

# Sentinel above the id of every article: the cursor of a rebuild that has read all articles.
EVERY = 2**62
# Rows of the vocabulary read at a time.
KEYS = 5_000


def under_way(backend: Backend) -> Rebuild | None:
    """Return the rebuild to continue, or None. Its index must still exist, and be built with what would be used now."""
    row = Rebuild.objects.first()
    if row is None or row.name not in backend.unpublished():
        return None
    try:
        return None if outdated(backend.beside(row.name)) else row
    except (IndexMissingError, IndexBrokenError):
        return None


def begun(backend: Backend) -> Rebuild:
    """Return the rebuild under way, or start a new one after removing what others have left."""
    row = under_way(backend)
    if row is None:
        if Rebuild.objects.exists() and _is_used(backend):
            drop_stale_keys()  # a rebuild was killed after the swap, before it could do this
        Rebuild.objects.all().delete()
        for name in backend.unpublished():
            backend.discard(name)
        row = Rebuild.objects.create(name=backend.begin(wanted()))
    return row


def _is_used(backend: Backend) -> bool:
    """Return whether the index in use was built with what would be used now."""
    try:
        return not outdated(backend)
    except (IndexMissingError, IndexBrokenError):
        return False


def drop_stale_keys() -> None:
    """Delete the keys of the vocabulary's forms that only a former lexicon gave.

    Call it after the swap: the former index needs those keys as long as it is in use.
    """
    after = 0
    while rows := list(FormKey.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "key", "exact")[:KEYS]):
        stale = [pk for pk, key, exact in rows if key not in analyzer().terms(exact)[1:]]
        FormKey.objects.filter(pk__in=stale).delete()
        after = rows[-1][0]
