"""The fields of the tantivy index, and a document as the JSON that tantivy reads.

Terms are handed over pre-tokenized, so that several stand at one position. A token is an object to tantivy, which takes
the list of its values too, in a quarter of the bytes and half of the time. Making the JSON of a token costs more than
tantivy's own work on it: what does not change is joined from strings that are kept for each form.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from tantivy import Schema, SchemaBuilder

from search.backends.base import HEADLINE_WEIGHT, periods, sample_of
from search.backends.document import RECORDS, Document

TEXTS = ("text", "headline")
PERIODS = ("year", "month")
# Seconds since 1970 and ids share one signed number of 64 bits, which orders articles by time, those of one second by
# id: 34 bits for the seconds (the years 1703 to 2236; what lies beyond counts as their ends), 30 for the id.
ID_BITS = 30
FARTHEST = 8_400_000_000
UNDATED = 8_500_000_000

FORMAT = 3
"""See Backend.FORMAT."""
PLACE = "\0"
"""What stands for a position: JSON never holds it as it is."""

Terms = tuple[str, ...]


@lru_cache(maxsize=1)
def schema() -> Schema:
    """Return the schema of the index."""
    builder = SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="position")
    for name in (*RECORDS, *PERIODS, "day", "sample"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_unsigned_field("article", indexed=True, fast=True)
    builder.add_unsigned_field("version", fast=True)
    for name in ("newest", "oldest"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def to_json(document: Document) -> str:
    """Return a document of search/indexing/documents.py as tantivy reads it."""
    headline = _tokens(document["headline"])
    rest = _tokens(document["text"][len(document["headline"]) :])
    # At their positions as often as they count, so that BM25 adds them up before it saturates, as BM25F does.
    text = ",".join(filter(None, (*[headline] * int(HEADLINE_WEIGHT), rest)))
    placed = zip(TEXTS, (text, headline), strict=True)
    texts = ",".join(f'"{name}":{{"text":"","tokens":[{tokens}]}}' for name, tokens in placed)
    values: dict[str, Any] = {name: list(document["records"].get(name, ())) for name in RECORDS}
    day, order, article = document["day"], document["order"], document["article"]
    values |= {"article": article, "newest": place(True, bool(day), order, article)}
    values |= {"version": document["version"]}
    values |= {"day": day, "sample": sample_of(article), "oldest": place(False, bool(day), order, article)}
    return f"{{{texts},{json.dumps(values | periods(day))[1:]}"


def place(newest: bool, dated: bool, order: int, article: int) -> int:
    """Return an article's place in the order of time, by its moment in microseconds and its id: the highest comes first
    in a list of the newest, the lowest in one of the oldest, the undated last in both."""
    seconds = max(-FARTHEST, min(order // 1_000_000, FARTHEST)) if dated else -UNDATED if newest else UNDATED
    return (seconds << ID_BITS) + article


def _tokens(placed: Iterable[tuple[int, Terms]]) -> str:
    return ",".join([_token(terms).replace(PLACE, str(position)) for position, terms in placed])


@lru_cache(maxsize=131_072)
def _token(terms: Terms) -> str:
    """The tokens of a form's terms (offsets, position, text, length in positions), with PLACE for the position."""
    return ",".join(f"[0,0,{PLACE},{json.dumps(term, ensure_ascii=False)},1]" for term in terms)
