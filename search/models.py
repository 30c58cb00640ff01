"""The vocabulary: every distinct form the archive has held."""

from django.db import models


class Form(models.Model):
    """A distinct exact form with its folded spelling. Rows are only ever added, and by the indexer alone."""

    exact = models.CharField(max_length=200, unique=True)
    spelling = models.CharField(max_length=200, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.exact
