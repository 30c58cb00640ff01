"""A foreign name finds the spellings of it that the archive holds, and nothing else that it holds."""

import pytest

from articles.models import Article, Status
from search.indexing.indexer import Indexer

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(db, analyzer):
    for text in ("قال جوتيريس لغوتيريش في جوجل", "جمال وكمال وجمل", "مانشستر تغلب مانشستير", "قاسم وجاسم"):
        Article.objects.create(headline=text, lead=text, status=Status.PUBLISHED)
    Indexer().run()


def test_spellings_that_the_archive_holds(held, others):
    assert others("غوتيريش") == {"جوتيريس"}
    assert others("غوغل") == {"جوجل"}
    assert others("لغوغل") == {"جوجل"}
    assert others("مانشستير") == {"مانشستر"}
    assert others("مانشستر") == {"مانشستير"}
    assert others("سامسونغ") == set()


@pytest.mark.parametrize("word", ["جمال", "كمال", "جمل", "قاسم", "جاسم"])
def test_words_of_arabic_do_not_meet_by_sound(held, others, word):
    assert others(word) == set()
