"""The search guide: what it shows, the archive understands."""

import pytest
from django.conf import settings
from django.core.management import call_command

from pages.guide import GUIDE
from search.indexing.indexer import Indexer
from search.query.parser import parse
from search.query.tree import And, Word
from search.retrieval.params import SearchParams
from search.retrieval.service import ask

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


@pytest.mark.django_db
def test_each_example_can_be_tried(client):
    page = client.get("/help/").content.decode()
    assert page.count('class="chip" href="/search/?q=') == len(EXAMPLES)


@pytest.mark.django_db
def test_each_example_finds_something_in_the_sample_archive(analyzer):
    call_command("import_articles", str(settings.BASE_DIR / "seeds" / "sample.jsonl"), verbosity=0)
    Indexer().run(wait=True)
    answers = {example: ask(SearchParams(example)) for example in EXAMPLES}
    assert {example: answer.interpretation.question.notices for example, answer in answers.items()} == dict.fromkeys(
        answers, ()
    )
    assert [example for example, answer in answers.items() if not answer.total] == []
    whole = ask(SearchParams("")).total
    assert [example for example, answer in answers.items() if answer.total == whole] == []
