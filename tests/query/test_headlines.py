"""Real headlines typed as questions: none is misread, and no word of one is lost."""

import gzip
import json
import re
from collections.abc import Iterator

import pytest

from search.analysis.tokens import tokens
from search.query.parser import parse
from search.query.tree import And, InField, Node, Not, OfRecord, Or, Phrase, Published, Word
from tests.query.conftest import Names
from tests.services import shared_data

OPERATORS = {"أو", "او", "و"}

pytestmark = pytest.mark.shared_data


def headlines(count: int) -> Iterator[str]:
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt", encoding="utf-8") as lines:
        titles = (json.loads(line)["title"] or "" for line in lines)
        yield from (title for title, _ in zip(filter(str.strip, titles), range(count), strict=False))


def nodes(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from nodes(part)
        case Not(part) | InField(_, part):
            yield from nodes(part)


def words(node: Node) -> list[str]:
    found = (inner.words if isinstance(inner, Phrase) else (inner.text,) for inner in nodes(node) if is_leaf(inner))
    return [word for group in found for word in group]


def without_operators(words: list[str]) -> list[str]:
    return [word for word in words if word not in OPERATORS]


def is_leaf(node: Node) -> bool:
    return isinstance(node, Word | Phrase)


def test_no_headline_is_misread():
    for headline in headlines(2_000):
        question = parse(headline, records=Names())
        held = list(nodes(question.tree))
        assert not any(isinstance(node, InField | OfRecord | Published) for node in held), headline
        assert not any(isinstance(node, Word) and node.level for node in held), headline
        if any(isinstance(node, Or) for node in held):
            assert {"أو", "او"} & set(question.text.split()), headline
        if any(isinstance(node, Not) for node in held):
            assert re.search(r"(?:^|[\s(),،])-[^\W\d]", question.text), headline


def test_no_word_of_a_headline_is_lost():
    for headline in headlines(2_000):
        question = parse(headline, records=Names())
        typed = [token.text for token in tokens(question.text)]
        read = words(question.tree)
        assert without_operators(read) == without_operators(typed), headline
        assert words(parse(headline, records=Names(), plain=True).tree) == typed


def test_hardly_a_headline_excludes_anything():
    excluding = [
        line for line in headlines(20_000) if any(isinstance(n, Not) for n in nodes(parse(line, records=Names()).tree))
    ]
    assert len(excluding) <= 5, excluding
