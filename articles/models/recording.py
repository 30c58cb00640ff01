"""Record that articles changed: write to the change log, then update the lists.

Every code path that changes articles calls `record_change`, and nothing else writes to the change log. The code that is
called from here does not import the article model.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from articles.models.changes import Change
from articles.models.listings import Listing
from articles.models.status import Status


def record_change(articles: Any, ids: Iterable[int]) -> None:
    """Record a change of the articles with these ids. Some may be deleted; `articles` is the ArticleQuerySet of all.

    Call this inside the transaction that changes them.
    """
    now, changed = timezone.now(), list(dict.fromkeys(ids))
    if not changed:
        return
    scheduled = articles.filter(status=Status.SCHEDULED, published_at__gt=now, pk__among=changed)
    later = scheduled.values_list("pk", "ordered_at")
    # The lists are as they were before the change.
    seen = set(Listing.objects.of().filter(article__among=changed).values_list("article", flat=True))
    gone = seen.difference(articles.visible().filter(pk__among=seen).values_list("pk", flat=True)) if seen else seen
    Change.objects.log([*((pk, now, pk in gone) for pk in changed), *((pk, due, False) for pk, due in later)])
    Listing.objects.follow(changed, articles)
