"""The names the archive knows, as the parser asks for them."""

from articles.folding import fold
from articles.models import NAMED_KINDS
from search.query.tree import RecordKind


class ArchiveRecords:
    """The named records of the database: any of a record's names, at the spelling level, says which is meant."""

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        """Ids of the records of this kind with this name; none if there is no such record."""
        name = fold([value])
        if not name or kind not in NAMED_KINDS:
            return ()
        # The column holds the words of all names in one row: it finds the candidates, the names themselves decide.
        candidates = NAMED_KINDS[kind].objects.filter(folded__contains=name)
        return tuple(record.pk for record in candidates if name in {fold([spelling]) for spelling in record.spellings})
