"""The document of an article, as the indexer hands it to an engine."""

from collections.abc import Mapping
from typing import TypedDict

from articles.kinds import KINDS

Placed = list[tuple[int, tuple[str, ...]]]
"""The tokens of a text: the position of each, and its terms."""

RECORDS = tuple(kind.name for kind in KINDS)
"""The fields of an index that hold ids of records."""


class Document(TypedDict):
    """What of an article is indexed. Names are never in it, only ids: to rename a record reindexes nothing.

    text: all of it, GAP positions between two blocks; the headline comes first. headline: its tokens again.
    records: for each kind, the ids of the records that the article refers to.
    article: its id; version: which version of it this is. day: the ordinal of its day, 0 if it has none.
    order: the moment that lists go by, in microseconds since 1970.
    """

    text: Placed
    headline: Placed
    records: Mapping[str, tuple[int, ...]]
    article: int
    version: int
    day: int
    order: int
