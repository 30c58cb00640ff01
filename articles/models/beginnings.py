"""What a name may be typed by from its beginning on: each name of a record from each of its words.

The rows follow the names on every path that changes one; looked up by the beginning of their text, they need no scan.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from arabic.affixes import without_article
from articles.folding import fold
from articles.models.inserting import insert

LONGEST = 80
"""Letters of a name that are kept: nobody types more before seeing it."""


class NameBeginningQuerySet(models.QuerySet[Any]):
    def follow(self, kind: str, records: Iterable[Any]) -> None:
        """Write anew what the names of these records of a kind may be typed by."""
        texts = {record.pk: beginnings(record.spellings) for record in records}
        rows: list[Any] = [NameBeginning(kind=kind, record_id=pk, text=text) for pk in texts for text in texts[pk]]
        with transaction.atomic():
            self.forget(kind, texts)
            insert(rows)

    def forget(self, kind: str, ids: Iterable[int]) -> None:
        """Take away the rows of records that are gone."""
        self.filter(kind=kind, record_id__among=list(ids)).delete()


class NameBeginning(models.Model):
    """A name of a record, folded, from one of its words on."""

    kind = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    text = models.CharField(max_length=LONGEST)

    objects = NameBeginningQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # All that a look-up reads; the first operator class has PostgreSQL read it for LIKE in any collation.
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
    """The texts that names are typed by: from each word on, that word with the article and without it."""
    found = set()
    for name in names:
        words = fold([name]).split()
        for number in range(len(words)):
            found |= {text[:LONGEST] for text in typed_as(words[number:])}
    return found


def typed_as(words: list[str]) -> tuple[str, ...]:
    """Folded words as one text, alike whichever of them carry the article: it is kept on the first word alone, whose
    text without it comes second, where two letters are left of it."""
    rest = [without_article(word) for word in words[1:]]
    bare = without_article(words[0])
    firsts = [words[0], bare] if bare != words[0] and len(bare) > 1 else [words[0]]
    return tuple(" ".join([first, *rest]) for first in firsts)
