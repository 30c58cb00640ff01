"""The vocabulary (every distinct form the archive has held), and the index that is being built."""

from django.db import models


class Form(models.Model):
    """A distinct exact form with its folded spelling. Rows are only ever added, and by the indexer alone.

    sound: of a foreign name, what its spellings have in common (arabic.phonetic); `KNOWN` stands before it where
    the lexicon has the name.
    """

    KNOWN = "+"

    exact = models.CharField(max_length=200, unique=True)
    spelling = models.CharField(max_length=200, db_index=True)
    sound = models.CharField(max_length=200, db_index=True, blank=True, default="")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.exact


class FormKey(models.Model):
    """A key that the lexicon gives a form of the vocabulary: which forms a searched lemma stands for."""

    key = models.CharField(max_length=200)
    exact = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key", "exact"], name="form_key_once")]

    def __str__(self) -> str:
        return f"{self.exact}: {self.key}"


class Rebuild(models.Model):
    """An index that is being built beside the one in use, from the first article's id on: it holds those up to
    `cursor`. There is one at most."""

    name = models.CharField(max_length=200)
    cursor = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} up to {self.cursor}"
