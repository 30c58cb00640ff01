"""Recording that articles changed: the change log gets its rows, then the lists follow.

Every path that changes articles calls `record_change`; nothing else writes the log, and nothing that is called from
here knows the article.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models.changes import Change
from articles.models.listings import Listing

if TYPE_CHECKING:
    from articles.models.queries import ArticleQuerySet


def record_change(articles: "ArticleQuerySet", ids: Iterable[int]) -> None:
    """Record a change of the articles with these ids, of which some may be gone; `articles` is the queryset of all.

    Call it inside the transaction that changes them.
    """
    now, changed = timezone.now(), list(dict.fromkeys(ids))
    later = articles.to_appear(now).filter(pk__among=changed).values_list("pk", "ordered_at") if changed else ()
    Change.objects.log([*((pk, now) for pk in changed), *later])
    Listing.objects.follow(changed, articles)
