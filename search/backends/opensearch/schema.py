"""The settings and the mapping of the index, and the form of a document.

A text is sent already analyzed: words joined by spaces, the terms of one word joined by a bar. The cluster's tokenizer
and filter split them again into terms at one position. In `text`, a word of the headline has its terms twice at its
position: they count as two occurrences before these saturate (BM25F), and they do not make the text longer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any

from search.backends.base import GAP, HEADLINE_WEIGHT, BuiltWith, periods, sample_of
from search.backends.document import RECORDS, Document

TEXTS = ("text", "headline")
NUMBERS = ("article", "version", "order", "day", "year", "month", "sample")
BAR = "|"
"""Separates the terms of one word; no term contains a bar or a space (tests/search/backends/test_agreement.py)."""
LONGEST_WORD = 1_000_000
"""Maximum length of the joined terms of one word, in characters: a word of a question may stand for hundreds of
terms."""
MOST_HITS = 10_000
"""The last hit that a page may reach: OpenSearch's own limit, and as far as the pages go."""
MOST_VALUES = 100_000
"""Values of one facet that are counted, exactly: more than an archive has records of one kind."""
CLUSTER = {"indices.query.bool.max_clause_count": 65_536, "search.max_buckets": 1_000_000}
"""Limits that the cluster must allow: each word may stand for EXPANSION_LIMIT terms, and all facets are counted at
once."""

FORMAT = 2
"""See Backend.FORMAT."""

_SETTINGS = {
    "analysis": {
        "tokenizer": {"words": {"type": "whitespace", "max_token_length": LONGEST_WORD}},
        "filter": {"terms": {"type": "pattern_capture", "patterns": [f"([^{BAR}]+)"], "preserve_original": False}},
        "analyzer": {"terms": {"type": "custom", "tokenizer": "words", "filter": ["terms"]}},
    },
    "similarity": {"default": {"type": "BM25", "k1": 0.9, "b": 0.7}},
}


def body(built_with: BuiltWith, shards: int, replicas: int) -> dict[str, Any]:
    """Return the settings and the mapping of an index."""
    text = {"type": "text", "analyzer": "terms", "search_analyzer": "whitespace", "position_increment_gap": GAP}
    return {
        "settings": {**_SETTINGS, "number_of_shards": shards, "number_of_replicas": replicas},
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "_meta": {**asdict(built_with), "format": FORMAT},
            "properties": {
                **dict.fromkeys(TEXTS, text),
                **{name: {"type": "long"} for name in (*RECORDS, *NUMBERS)},
                "dated": {"type": "boolean"},
            },
        },
    }


def fields_of(document: Document) -> dict[str, Any]:
    """Return a document of search/indexing/documents.py as the cluster takes it."""
    day, headline, text = document["day"], document["headline"], document["text"]
    weighed = ((position, terms * int(HEADLINE_WEIGHT)) for position, terms in text[: len(headline)])
    return {
        "text": list(blocks(chain(weighed, text[len(headline) :]))),
        "headline": list(blocks(headline)),
        **{name: list(document["records"].get(name, ())) for name in RECORDS},
        "article": document["article"],
        "version": document["version"],
        "order": document["order"],
        "day": day,
        "dated": bool(day),
        "sample": sample_of(document["article"]),
        **periods(day),
    }


def blocks(placed: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[str]:
    """Yield the blocks of a text, split where positions are left free; the mapping leaves them free again."""
    words: list[str] = []
    before = -1
    for position, terms in placed:
        if words and position > before + 1:
            yield " ".join(words)
            words = []
        words.append(BAR.join(terms))
        before = position
    if words:
        yield " ".join(words)
