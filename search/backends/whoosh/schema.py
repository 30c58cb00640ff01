"""The fields of the index, as Whoosh field types that take analyzed values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema

from search.backends.document import RECORDS

TEXTS: tuple[Literal["text", "headline"], ...] = ("text", "headline")
NUMBERS: tuple[Literal["article", "version", "day", "order"], ...] = ("article", "version", "day", "order")

FORMAT = 1
"""See Backend.FORMAT. It also covers the postings that codec.py writes."""

Posting = tuple[str, int, float, Iterable[int]]


class AnalyzedText(FieldType):  # type: ignore[misc]
    """A text as its terms; the exact form of a word begins with `=`."""

    scorable = True

    def __init__(self) -> None:
        pass

    def index(self, value: dict[str, list[int]], **kwargs: Any) -> Iterator[Posting]:
        """Yield (term, tokens that it adds to the field's length, weight, positions) from the result of `postings`."""
        for term, positions in value.items():
            yield term, len(positions) if term[0] == "=" else 0, 1.0, positions


def postings(placed: Iterable[tuple[int, tuple[str, ...]]]) -> dict[str, list[int]]:
    """Return the positions of each term of a text."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, terms in placed:
        for term in terms:
            found[term].append(position)
    return dict(found)


class RecordIds(FieldType):  # type: ignore[misc]
    """The ids of an article's records of one kind."""

    def __init__(self) -> None:
        pass

    def index(self, value: Iterable[int], **kwargs: Any) -> Iterator[Posting]:
        return ((str(pk), 0, 1.0, ()) for pk in value)


def schema() -> Schema:
    """Return the schema of the index."""
    fields: dict[str, FieldType] = {name: AnalyzedText() for name in TEXTS}
    fields |= {kind: RecordIds() for kind in RECORDS}
    fields |= {name: COLUMN(NumericColumn("q")) for name in NUMBERS}
    return Schema(**fields)
