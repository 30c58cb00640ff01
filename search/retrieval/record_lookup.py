"""The names the archive knows, as the parser asks for them."""

from functools import cached_property

from articles.bylines import bylines, is_seen
from articles.folding import fold
from articles.kinds import AUTHOR
from articles.models import NAMED_KINDS
from search.indexing.documents import byline_id
from search.query.tree import RecordKind

MOST = 20
"""Names of a question that are looked up."""


class ArchiveRecords:
    """The named records of the database, for one question: any of a record's names, at the spelling level, says
    which is meant. Of more than MOST names the further ones are none."""

    def __init__(self) -> None:
        self._known: dict[tuple[RecordKind, str], tuple[int, ...]] = {}

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        """Ids of the records of this kind with this name; none if there is no such record."""
        asked = kind, fold([value])
        if asked[1] and asked not in self._known and len(self._known) < MOST:
            self._known[asked] = self._bylines(asked[1]) if kind == AUTHOR else _records(kind, value)
        return self._known.get(asked, ())

    def _bylines(self, name: str) -> tuple[int, ...]:
        """Writers are no records of their own: the ids of the bylines with this name in them (تحقيق: سعاد مراد)."""
        held = [byline for byline, folded in self._folded_bylines if name in folded]
        if not any(map(is_seen, held)):
            return ()
        return tuple(dict.fromkeys(pk for byline in held if (pk := byline_id(byline))))

    @cached_property
    def _folded_bylines(self) -> list[tuple[str, str]]:
        return [(byline, fold([byline])) for byline in bylines()]


def _records(kind: RecordKind, value: str) -> tuple[int, ...]:
    return tuple(record.pk for record in NAMED_KINDS[kind].objects.known_as(value))
