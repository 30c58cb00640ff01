"""The fields of the tantivy index, and a document as the JSON that tantivy reads.

Terms are passed already tokenized, so that several can stand at one position. tantivy describes a token as an object,
but also accepts the list of its values, which takes a quarter of the bytes and half of the time. Building the JSON of a
token costs more than tantivy's own work on it: the unchanging part is joined from strings that are cached for each
form.
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
# One signed 64-bit number holds seconds since 1970 and the id. It orders articles by time, and those of one second by
# id: 34 bits for the seconds (years 1703 to 2236; times outside are cut to these ends), 30 bits for the id.
ID_BITS = 30
FARTHEST = 8_400_000_000
UNDATED = 8_500_000_000

FORMAT = 3
"""See Backend.FORMAT."""
PLACE = "\0"
"""Placeholder for a position: JSON never contains this character unescaped."""

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
    # Repeat the headline terms by their weight, at their positions: BM25 adds them up before it saturates (BM25F).
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
    """Return an article's sort key in time, from its moment in microseconds and its id. A list of the newest starts
    with the highest key, a list of the oldest with the lowest; undated articles come last in both."""
    seconds = max(-FARTHEST, min(order // 1_000_000, FARTHEST)) if dated else -UNDATED if newest else UNDATED
    return (seconds << ID_BITS) + article


def _tokens(placed: Iterable[tuple[int, Terms]]) -> str:
    return ",".join([_token(terms).replace(PLACE, str(position)) for position, terms in placed])


@lru_cache(maxsize=131_072)
def _token(terms: Terms) -> str:
    """Return the tokens of a form's terms (offsets, position, text, length in positions), with PLACE for the
    position."""
    return ",".join(f"[0,0,{PLACE},{json.dumps(term, ensure_ascii=False)},1]" for term in terms)
