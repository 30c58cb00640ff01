"""Find the article of the archive that a record describes.

Use the public identifier if the record has one that the archive knows. Otherwise use (source, external_id) if the
record has an external id, else the original address, else source and text.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from articles.kinds import LISTS
from articles.loading.checking import fingerprint
from articles.loading.field_values import Checked
from articles.models import Article

Key = tuple[str, int | None, str]

_KEY_FIELDS = ("public_id", "external_id", "url", "fingerprint")


class Known:
    """The articles that a batch of records may describe, fetched in a few queries.

    With `whole` they are fetched complete, and their rows are locked until the transaction ends, so that the load does
    not overwrite what an editor saves meanwhile.
    """

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
        # If several articles share an address, prefer one that has no external id.
        for article in sorted(found.values(), key=lambda article: (bool(article.external_id), article.pk)):
            self.add(article)

    def add(self, article: Article) -> None:
        """Add an article under all its keys. An article added earlier keeps its keys."""
        for name in _KEY_FIELDS:
            if value := getattr(article, name):
                self._articles.setdefault(_key(name, article.source_id, value), article)

    def find(self, checked: Checked, source: int | None, *, source_is_new: bool) -> Article | None:
        """Return the article that a record describes, or None. A new source has no articles yet."""
        public_id = checked.fields.get("public_id")
        if public_id and (article := self._articles.get(_key("public_id", None, public_id))):
            return article
        name, value = own_key(checked)
        if source_is_new and name != "url":
            return None
        found = self._articles.get(_key(name, source, value))
        # Two of our articles may share an address if one of them has an external id.
        return None if public_id and found and name == "url" and found.external_id else found


def own_key(checked: Checked) -> tuple[str, str]:
    """Return the field, and its value, that identify a record without our identifier."""
    for name in ("external_id", "url"):
        if value := checked.fields.get(name):
            return name, value
    return "fingerprint", fingerprint(checked)


def _key(name: str, source: int | None, value: str) -> Key:
    return name, source if name in {"external_id", "fingerprint"} else None, value
