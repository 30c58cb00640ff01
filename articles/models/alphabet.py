"""The alphabetical position of each named record, per page language: its letter and its sort text under that letter.

Every code path that changes a name also updates these rows, so a page reads only its own part of the list.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction

from arabic.affixes import without_article
from articles.models.inserting import insert

# Alef is one letter in the sort order, with any hamza or other mark.
ONE_ALEF = str.maketrans("أإآٱ", "اااا")
# The heading for names that do not begin with a letter.
OTHER = "#"
LONGEST = 200


class NamePlaceQuerySet(models.QuerySet[Any]):
    def follow(self, kind: str, records: Iterable[Any]) -> None:
        """Rewrite the rows of these records of one kind."""
        records = list(records)
        with transaction.atomic():
            self.forget(kind, [record.pk for record in records])
            insert([self.model(**row) for row in places(kind, records)])

    def forget(self, kind: str, ids: Iterable[int]) -> None:
        """Delete the rows of records that were deleted."""
        self.filter(kind=kind, record_id__among=list(ids)).delete()


class NamePlace(models.Model):
    """The position of one record in the alphabet of one language."""

    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    letter = models.CharField(max_length=4)
    text = models.CharField(max_length=LONGEST)
    record_id = models.BigIntegerField()

    objects = NamePlaceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["kind", "language", "letter", "text", "record_id"], name="name_place"),
            models.Index(fields=["kind", "record_id"], name="name_place_record"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.text}"


def sort_key(name: str) -> str:
    """Return the name in its dictionary form: without the article, and with alef without hamza."""
    name = name.translate(ONE_ALEF).casefold()
    return without_article(name) if len(name) > 3 else name


def letter(key: str) -> str:
    """Return the letter under which a name with this sort key is listed."""
    first = key[:1].upper()
    return first if first.isalpha() else OTHER


def places(kind: str, records: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the field values of the `NamePlace` rows for these records of one kind, one per language."""
    for record in records:
        for language, name in (("ar", record.name), ("en", record.name_en or record.name)):
            text = sort_key(name)[:LONGEST]
            yield {"kind": kind, "language": language, "letter": letter(text), "text": text, "record_id": record.pk}
