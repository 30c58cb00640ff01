"""Where a named record stands in the alphabet, in each language of the pages: its letter, and its place under it.

The rows follow the names on every path that changes one, so that a page reads its stretch of the list alone.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction

from arabic.affixes import without_article
from articles.models.inserting import insert

# Alef is one letter in the order, whatever it carries.
ONE_ALEF = str.maketrans("أإآٱ", "اااا")
# What names stand under that begin with no letter.
OTHER = "#"
LONGEST = 200


class NamePlaceQuerySet(models.QuerySet[Any]):
    def follow(self, kind: str, records: Iterable[Any]) -> None:
        """Write anew where these records of a kind stand."""
        records = list(records)
        with transaction.atomic():
            self.forget(kind, [record.pk for record in records])
            insert([self.model(**row) for row in places(kind, records)])

    def forget(self, kind: str, ids: Iterable[int]) -> None:
        """Take away the rows of records that are gone."""
        self.filter(kind=kind, record_id__among=list(ids)).delete()


class NamePlace(models.Model):
    """The place of a record in the alphabet of one language."""

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
    """The name as a dictionary orders it: without the article, alef without its hamza."""
    name = name.translate(ONE_ALEF).casefold()
    return without_article(name) if len(name) > 3 else name


def letter(key: str) -> str:
    """The letter that a name with this sort key stands under."""
    first = key[:1].upper()
    return first if first.isalpha() else OTHER


def places(kind: str, records: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The rows that say where these records of a kind stand."""
    for record in records:
        for language, name in (("ar", record.name), ("en", record.name_en or record.name)):
            text = sort_key(name)[:LONGEST]
            yield {"kind": kind, "language": language, "letter": letter(text), "text": text, "record_id": record.pk}
