"""The search guide: what it shows, the archive understands."""

import json

import pytest
from django.conf import settings

from newsarchive.guide import GUIDE
from search.analysis import spelling
from search.query.parser import parse
from search.query.tree import And, Word

EXAMPLES = [example for rule in GUIDE for example in rule.examples]


class KnowsAll:
    """Records that know every name."""

    def lookup(self, kind: str, value: str) -> tuple[int, ...]:
        return (1,)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_without_a_notice(example):
    assert parse(example, records=KnowsAll()).notices == ()


def test_only_the_first_rule_is_of_plain_words():
    def is_plain(tree):
        return isinstance(tree, Word) and tree.level is None

    for rule in GUIDE[1:]:
        for example in rule.examples:
            tree = parse(example, records=KnowsAll()).tree
            parts = tree.parts if isinstance(tree, And) else (tree,)
            assert not all(is_plain(part) for part in parts), example


def test_names_in_the_examples_are_of_the_sample_archive():
    lines = (settings.BASE_DIR / "seeds" / "sample.jsonl").read_text().splitlines()
    names = {spelling(record["name"]) for record in map(json.loads, lines) if record["type"] != "article"}
    asked = [value.strip('"') for value in ("الباغوز", "رياضة", '"دير الزور"')]
    for value in asked:
        assert any(value in example for example in EXAMPLES)
        assert spelling(value) in names


@pytest.mark.django_db
def test_each_example_can_be_tried(client):
    page = client.get("/help/").content.decode()
    assert page.count('class="chip" href="/search/?q=') == len(EXAMPLES)
