"""The article's fields that refer to records: one for each kind of the registry (articles/kinds.py)."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy

from articles.kinds import BY_NUMBER, Kind
from articles.models.named import NAMED_KINDS


class RecordLinks(models.Model):
    """The part of an article that refers to records: `source`, `places` and so on."""

    class Meta:
        abstract = True

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Tell the type checker that there are fields which the registry adds."""


def _field(kind: Kind) -> "models.Field[Any, Any]":
    label = gettext_lazy(kind.label)
    if kind.is_many:
        return models.ManyToManyField(NAMED_KINDS[kind.name], blank=True, related_name="articles", verbose_name=label)
    return models.ForeignKey(
        NAMED_KINDS[kind.name], models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=label
    )


for _kind in BY_NUMBER:
    RecordLinks.add_to_class(_kind.field, _field(_kind))
