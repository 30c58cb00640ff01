"""Look up the records that the archive knows by a name, for the parser."""

from functools import cached_property

from articles.bylines import any_visible, bylines
from articles.folding import fold
from articles.kinds import AUTHOR
from articles.models import NAMED_KINDS
from search.indexing.documents import byline_id
from search.query.tree import RecordKind

MOST = 20
"""Largest number of names of one question that are looked up."""


class ArchiveRecords:
    """The named records that the public may see, for one question. Any name of a record finds it, compared at the
    spelling level. After MOST names, further names find no record."""

    def __init__(self) -> None:
        self._known: dict[tuple[RecordKind, str], tuple[int, ...]] = {}

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        """Return the ids of the records of this kind with this name; () if there is none."""
        asked = kind, fold([value])
        if asked[1] and asked not in self._known and len(self._known) < MOST:
            self._known[asked] = self._bylines(asked[1]) if kind == AUTHOR else _records(kind, value)
        return self._known.get(asked, ())

    def _bylines(self, name: str) -> tuple[int, ...]:
        """Return the ids of the bylines that contain this name (تحقيق: سعاد مراد), as writers have no records. Return
        () if no visible article has such a byline."""
        held = [byline for byline, folded in self._folded_bylines if name in folded]
        if not held or not any_visible(held):
            return ()
        return tuple(dict.fromkeys(pk for byline in held if (pk := byline_id(byline))))

    @cached_property
    def _folded_bylines(self) -> list[tuple[str, str]]:
        return [(byline, fold([byline])) for byline in bylines()]


def _records(kind: RecordKind, value: str) -> tuple[int, ...]:
    return tuple(record.pk for record in NAMED_KINDS[kind].objects.visible().known_as(value))
