"""Lists of named records: in the order of the alphabet, by letter where they are long."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from articles.counts import by_record
from articles.models import NAMED_KINDS, NamedRecord

# Alef is one letter in the order, whatever it carries.
ONE_ALEF = str.maketrans("أإآٱ", "اااا")
OTHER = "#"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with the number of visible articles that refer to it."""

    record: NamedRecord
    count: int
    sort_key: str

    @property
    def letter(self) -> str:
        """The letter it stands under; names that begin with none stand under OTHER."""
        first = self.sort_key[:1].upper()
        return first if first.isalpha() else OTHER


def sort_key(name: str) -> str:
    """The name as a dictionary orders it: without the article, alef without its hamza."""
    name = name.translate(ONE_ALEF).casefold()
    return name.removeprefix("ال") if len(name) > 3 else name


def entries(kind: str) -> list[Entry]:
    """The records of a kind that visible articles refer to, in the order of the alphabet."""
    counts = by_record(kind)
    records = NAMED_KINDS[kind]._default_manager.only("name", "name_en", "slug")
    found = [Entry(record, counts[record.pk], sort_key(str(record))) for record in records if record.pk in counts]
    return sorted(found, key=lambda entry: (entry.letter == OTHER, entry.sort_key, entry.record.pk))


def by_letter(found: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Letter -> the entries under it, for entries in their order."""
    return [(letter, list(group)) for letter, group in groupby(found, key=lambda entry: entry.letter)]


def most_frequent(found: Iterable[Entry], limit: int) -> list[Entry]:
    """The entries with most articles, most first."""
    return sorted(found, key=lambda entry: -entry.count)[:limit]
