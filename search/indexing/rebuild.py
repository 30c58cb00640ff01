"""The index that is being built beside the one in use: its row in the database, and what it leaves behind."""

from search.backends import Backend
from search.backends.base import IndexBrokenError, IndexMissingError
from search.indexing.built import outdated, wanted
from search.lexicon import analyzer
from search.models import FormKey, Rebuild

# Beyond the id of every article: a rebuild's cursor once it has read them all.
EVERY = 2**62
# Rows of the vocabulary read at once.
KEYS = 5_000


def under_way(backend: Backend) -> Rebuild | None:
    """Return the rebuild to go on with: its index is still there, as it would be made now."""
    row = Rebuild.objects.first()
    if row is None or row.name not in backend.unpublished():
        return None
    try:
        return None if outdated(backend.beside(row.name)) else row
    except (IndexMissingError, IndexBrokenError):
        return None


def begun(backend: Backend) -> Rebuild:
    """Return the rebuild under way, or a new one; what others left is removed then."""
    row = under_way(backend)
    if row is None:
        if Rebuild.objects.exists() and _is_used(backend):
            drop_stale_keys()  # of a rebuild that was killed between the swap and its end
        Rebuild.objects.all().delete()
        for name in backend.unpublished():
            backend.discard(name)
        row = Rebuild.objects.create(name=backend.begin(wanted()))
    return row


def _is_used(backend: Backend) -> bool:
    """Whether the index in use is one that would be made so now."""
    try:
        return not outdated(backend)
    except (IndexMissingError, IndexBrokenError):
        return False


def drop_stale_keys() -> None:
    """Drop the keys that a former lexicon gave to forms of the vocabulary.

    To be called after the swap: while the former index answers, its terms are among them.
    """
    after = 0
    while rows := list(FormKey.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "key", "exact")[:KEYS]):
        stale = [pk for pk, key, exact in rows if key not in analyzer().terms(exact)[1:]]
        FormKey.objects.filter(pk__in=stale).delete()
        after = rows[-1][0]
