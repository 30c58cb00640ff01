"""The names that questions look up, with one indexed query, so that a saved name works at once in every process."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from arabic.name_keys import name_key, name_words
from articles.kinds import BY_NUMBER
from articles.limits import NAME_CHARACTERS
from articles.models.inserting import insert

# The other spellings of these are related words: زلزال of natural disasters.
DESCRIBED = tuple(kind.name for kind in BY_NUMBER if not kind.is_name)
# Names read for one question: far more than it takes (NAMES_LIMIT in search/gazetteer).
MOST_READ = 1_000


class KnownNameQuerySet(models.QuerySet[Any]):
    def follow(self, kind: str, records: Iterable[Any]) -> None:
        """Rewrite the known names of these records, or groups, of one kind. Kinds in DESCRIBED get no rows."""
        names = {record.pk: record.spellings for record in records if kind not in DESCRIBED}
        rows: list[Any] = [
            KnownName(owner=f"{kind}:{pk}", name=name, key=key)
            for pk in names
            for name in dict.fromkeys(names[pk])
            if len(name) <= NAME_CHARACTERS and 0 < len(key := name_key(name_words(name))) <= NAME_CHARACTERS
        ]
        with transaction.atomic():
            self.forget(kind, names)
            insert(rows)

    def forget(self, kind: str, ids: Iterable[int]) -> None:
        """Delete the names of owners that were deleted."""
        self.filter(owner__among=[f"{kind}:{pk}" for pk in ids]).delete()

    def of_owners_known_as(self, keys: Iterable[str]) -> list[Any]:
        """Return the names with one of these keys, and the other names of their owners, an owner's own name first.

        About MOST_READ are read. So a question costs no more where thousands have one name, or where an owner was given
        thousands of names before their number was limited.
        """
        asked = self.filter(key__in=list(keys))
        rows = list(self.filter(owner__in=asked.values("owner")[:MOST_READ]).order_by("pk")[:MOST_READ])
        if len(rows) == MOST_READ:  # the names that were asked for may stand beyond
            rows += asked[:MOST_READ]
        return sorted({row.pk: row for row in rows}.values(), key=lambda row: row.pk)


class KnownName(models.Model):
    """One name of an owner ("person:12"), with the key that all spellings of the name share."""

    owner = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=NAME_CHARACTERS)
    key = models.CharField(max_length=NAME_CHARACTERS, db_index=True)

    objects = KnownNameQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.owner}: {self.name}"
