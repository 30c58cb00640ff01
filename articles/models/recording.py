"""Record that articles changed: write to the change log, then update the lists.

Every code path that changes articles calls `record_change`, and nothing else writes to the change log. The code that is
called from here does not import the article model.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from articles.models.changes import Change
from articles.models.listings import Listing
from articles.models.status import Status


def record_change(articles: "models.QuerySet[Any]", ids: Iterable[int]) -> None:
    """Record a change of the articles with these ids. Some may be deleted; `articles` is the queryset of all articles.

    Call this inside the transaction that changes them.
    """
    now, changed = timezone.now(), list(dict.fromkeys(ids))
    later = (
        articles.filter(status=Status.SCHEDULED, published_at__gt=now, pk__among=changed).values_list(
            "pk", "ordered_at"
        )
        if changed
        else ()
    )
    Change.objects.log([*((pk, now) for pk in changed), *later])
    Listing.objects.follow(changed, articles)
