"""Permissions to publish an article and to withdraw it."""

from typing import Any

from articles.models import Article, Status

PUBLISH, WITHDRAW = "articles.publish_article", "articles.withdraw_article"


def may_become(user: Any, status: str) -> set[str]:
    """Return the statuses that `user` may give an article of `status`, including `status` itself."""
    allowed = {status}
    if user.has_perm(PUBLISH) and (status != Status.WITHDRAWN or user.has_perm(WITHDRAW)):
        allowed |= {Status.DRAFT, Status.SCHEDULED, Status.PUBLISHED}
    if user.has_perm(WITHDRAW):
        allowed.add(Status.WITHDRAWN)
    return allowed


def may_set_time(user: Any, article: Article) -> bool:
    """Return whether `user` may change the time of publication: the time of a scheduled article publishes it."""
    return article.status != Status.SCHEDULED or user.has_perm(PUBLISH)
