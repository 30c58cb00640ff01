"""The texts by which a name can be found while it is typed: each name of a record, starting at each of its words.

Every code path that changes a name also updates these rows. A lookup by prefix uses an index and needs no scan.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, Func, OuterRef

from arabic.affixes import without_article
from articles.folding import fold
from articles.models.inserting import insert
from articles.models.listings import NUMBERS, Listing

LONGEST = 80
"""Stored letters of a name: nobody types more before the name is shown."""

_CASES = " ".join(f"WHEN '{kind}' THEN {number}" for kind, number in NUMBERS.items())
# The number of a row's kind in the lists. Django takes twice as long to write a Case of seven When.
_NUMBER = Func(F("kind"), template=f"CASE %(expressions)s {_CASES} END", output_field=models.SmallIntegerField())


class NameBeginningQuerySet(models.QuerySet[Any]):
    def visible(self) -> "NameBeginningQuerySet":
        """Return the rows of records that the public may see."""
        listed = Listing.objects.seen().filter(kind=OuterRef("number"), record=OuterRef("record_id"))
        rows: NameBeginningQuerySet = self.alias(number=_NUMBER).filter(Exists(listed))
        return rows

    def follow(self, kind: str, records: Iterable[Any]) -> None:
        """Rewrite the rows of these records of one kind."""
        texts = {record.pk: beginnings(record.spellings) for record in records}
        rows: list[Any] = [NameBeginning(kind=kind, record_id=pk, text=text) for pk in texts for text in texts[pk]]
        with transaction.atomic():
            self.forget(kind, texts)
            insert(rows)

    def forget(self, kind: str, ids: Iterable[int]) -> None:
        """Delete the rows of records that were deleted."""
        self.filter(kind=kind, record_id__among=list(ids)).delete()


class NameBeginning(models.Model):
    """A folded name of a record, starting at one of its words."""

    kind = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    text = models.CharField(max_length=LONGEST)

    objects = NameBeginningQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # The index holds all columns that a lookup reads. The first operator class lets PostgreSQL use it for LIKE
            # in any collation.
            models.Index(
                fields=["text", "kind", "record_id"],
                name="name_beginning",
                opclasses=["varchar_pattern_ops", "varchar_ops", "int8_ops"],
            ),
            models.Index(fields=["kind", "record_id"], name="name_beginning_record"),
        ]

    def __str__(self) -> str:
        return self.text


def beginnings(names: Iterable[str]) -> set[str]:
    """Return the texts by which these names are found: from each word on, that word with and without the article."""
    found = set()
    for name in names:
        words = fold([name]).split()
        for number in range(len(words)):
            found |= {text[:LONGEST] for text in typed_as(words[number:])}
    return found


def typed_as(words: list[str]) -> tuple[str, ...]:
    """Return folded words as one text, so that the article on later words makes no difference.

    Only the first word keeps its article. A second text has the first word without it, if at least two letters are
    left.
    """
    rest = [without_article(word) for word in words[1:]]
    bare = without_article(words[0])
    firsts = [words[0], bare] if bare != words[0] and len(bare) > 1 else [words[0]]
    return tuple(" ".join([first, *rest]) for first in firsts)
