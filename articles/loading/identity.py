"""Which article of the archive a record is.

By our public identifier, where the record carries one that is here; else by (source, external_id) where it has an
external id, else by its original address, else by source and text.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from articles.kinds import LISTS
from articles.loading.checking import fingerprint
from articles.loading.values import Checked
from articles.models import Article

Key = tuple[str, int | None, str]

_KEY_FIELDS = ("public_id", "external_id", "url", "fingerprint")


class Known:
    """The articles that a batch of records may be, found in a few queries; `whole` fetches them ready to be changed
    and holds their rows until the transaction ends, so that nothing is written over what an editor saves meanwhile."""

    def __init__(self, batch: Iterable[Checked], *, whole: bool) -> None:
        self._articles: dict[Key, Article] = {}
        wanted: dict[str, set[str]] = {name: set() for name in _KEY_FIELDS}
        for checked in batch:
            if public_id := checked.fields.get("public_id"):
                wanted["public_id"].add(public_id)
            name, value = own_key(checked)
            wanted[name].add(value)
        query: QuerySet[Article] = Article.objects.order_by("pk")
        if whole:
            query = query.prefetch_related(*LISTS).select_for_update(of=("self",), no_key=True)
        else:
            query = query.only("source_id", "status", *_KEY_FIELDS)
        found = {
            article.pk: article
            for name, values in wanted.items()
            if values
            for article in query.filter(**{f"{name}__in": values})
        }
        # Of several articles with one address, the one that is known by nothing else is meant.
        for article in sorted(found.values(), key=lambda article: (bool(article.external_id), article.pk)):
            self.add(article)

    def add(self, article: Article) -> None:
        """Enter an article under all that it is known by; who was there first stays."""
        for name in _KEY_FIELDS:
            if value := getattr(article, name):
                self._articles.setdefault(_key(name, article.source_id, value), article)

    def find(self, checked: Checked, source: int | None, *, source_is_new: bool) -> Article | None:
        """Return the article that a record is; a source that is new has none yet."""
        public_id = checked.fields.get("public_id")
        if public_id and (article := self._articles.get(_key("public_id", None, public_id))):
            return article
        name, value = own_key(checked)
        if source_is_new and name != "url":
            return None
        found = self._articles.get(_key(name, source, value))
        # Two of ours may have one address, where one of them is known by its external id.
        return None if public_id and found and name == "url" and found.external_id else found


def own_key(checked: Checked) -> tuple[str, str]:
    """Return the field a record without our identifier is known by, and its value."""
    for name in ("external_id", "url"):
        if value := checked.fields.get(name):
            return name, value
    return "fingerprint", fingerprint(checked)


def _key(name: str, source: int | None, value: str) -> Key:
    return name, source if name in {"external_id", "fingerprint"} else None, value
