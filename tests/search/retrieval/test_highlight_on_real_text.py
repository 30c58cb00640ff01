"""Over 500 real articles and 200 questions: every match is marked, and every mark is a form of a word asked for."""

import gzip
import json
import random
from itertools import islice

import pytest
from django.utils import timezone

from arabic import Level
from articles.body import Block, BlockType, write_body
from articles.models import Article, Status
from search.presenters.hits import hits
from search.query.plan import AnyTerm, NearSpans, Sequence, wanted_leaves
from search.retrieval.params import SearchParams
from search.retrieval.service import ask
from tests.support.services import shared_data

ARTICLES, QUESTIONS = 500, 200
PATTERNS = [
    "{0} {1}",
    '"{0} {1}"',
    "{0} -{1}",
    "{0} أو {1}",
    '~"{0} {1}"',
    "عنوان:{0} {1}",
    "={0} {1}",
    "({0} أو {1}) {2}",
    "{0} قرب/9 {1}",
    "اشتقاق:{0} جذر:{1}",
    "{0}* أو عنوان:{1}*",
]


@pytest.fixture
def headlines(index):
    """The headlines of real articles, with everything of them indexed."""
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt") as file:
        records = [record for record in map(json.loads, islice(file, 2 * ARTICLES)) if record["title"].strip()][
            :ARTICLES
        ]
    now = timezone.now()
    Article.objects.bulk_create(
        Article(
            headline=record["title"].strip()[:500],
            lead=record["abstract"].strip(),
            body=write_body(
                Block(BlockType.PARAGRAPH, line.strip()) for line in record["text"].split("\r") if line.strip()
            ),
            published_at=now,
            status=Status.PUBLISHED,
            external_id=str(number),
        )
        for number, record in enumerate(records)
    )
    index()
    return [record["title"] for record in records]


def questions(headlines, analyzer):
    chance = random.Random(7)
    for number, headline in enumerate(islice(chance.choices(headlines, k=5 * QUESTIONS), 5 * QUESTIONS)):
        words = [token.text for token in analyzer.tokens(headline) if len(token.text) > 2]
        if len(words) > 2:
            level = list(Level)[number // len(PATTERNS) % len(Level)]
            yield SearchParams(text=PATTERNS[number % len(PATTERNS)].format(*words), level=level)


def slots(leaf):
    match leaf:
        case AnyTerm(_, terms):
            return [terms]
        case Sequence(_, found):
            return found
        case NearSpans(_, left, right):
            return [slot for span in (*left, *right) for slot in span]


@pytest.mark.shared_data
@pytest.mark.slow(10)
def test_every_match_is_marked_and_every_mark_was_asked_for(headlines, analyzer):
    shown = 0
    for asked in islice(questions(headlines, analyzer), QUESTIONS):
        answer = ask(asked)
        highlighter = answer.interpretation.highlighter
        leaves = list(wanted_leaves(answer.interpretation.plan.tree))
        terms = {term.text for leaf in leaves for slot in slots(leaf) for term in slot}
        for article, hit in zip(answer.page.articles, hits(answer), strict=True):
            body = (article.subheadline, article.lead, *(block.text for block in article.blocks))
            found = [s for text in body for s in highlighter.segments(text) if s.marked]
            title = [s for s in highlighter.headline_segments(article.headline) if s.marked]
            assert found or title, (asked.text, article.headline)
            assert all(terms & set(analyzer.terms(segment.text)) for segment in (*found, *title))
            assert any(segment.marked for segment in hit.snippet) == bool(found)
            shown += 1
    assert shown > QUESTIONS
