"""The names the archive knows, as the parser asks for them."""

from articles.bylines import bylines, is_seen
from articles.folding import fold
from articles.models import NAMED_KINDS
from search.indexing.documents import byline_id
from search.query.tree import RecordKind


class ArchiveRecords:
    """The named records of the database: any of a record's names, at the spelling level, says which is meant."""

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        """Ids of the records of this kind with this name; none if there is no such record."""
        name = fold([value])
        if not name:
            return ()
        if kind is RecordKind.AUTHOR:
            return _bylines(name)
        # The column holds the words of all names in one row: it finds the candidates, the names themselves decide.
        candidates = NAMED_KINDS[kind].objects.filter(folded__contains=name)
        return tuple(record.pk for record in candidates if name in {fold([spelling]) for spelling in record.spellings})


def _bylines(name: str) -> tuple[int, ...]:
    """Writers are no records of their own: the ids of the bylines with this name in them (تحقيق: سعاد مراد)."""
    held = (byline for byline in bylines() if name in fold([byline]) and is_seen(byline))
    return tuple(dict.fromkeys(pk for byline in held if (pk := byline_id(byline))))
