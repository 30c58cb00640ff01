"""The Arabic guides: each question can be tried on the sample archive, buttons have the names that pages use."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from search.indexing.indexer import Indexer
from search.levels import LEVELS
from search.retrieval.params import SearchParams
from search.retrieval.service import ask

GUIDES = settings.BASE_DIR / "docs" / "ar"
CATALOGUE = settings.BASE_DIR / "locale" / "ar" / "LC_MESSAGES" / "django.po"
READERS = (GUIDES / "readers.md").read_text(encoding="utf-8")
# Words of Django's own admin.
OF_DJANGO = {"أضف مقال"}
# A field's name alone, such as `مكان:`, is no question.
QUESTIONS = [code for code in dict.fromkeys(re.findall(r"`([^`\n]+)`", READERS)) if not code.endswith(":")]


@pytest.mark.django_db
def test_each_question_finds_something_in_the_sample_archive(analyzer):
    call_command("import_articles", str(settings.BASE_DIR / "seeds" / "sample.jsonl"), verbosity=0)
    Indexer().run(wait=True)
    whole = ask(SearchParams("")).total
    for question in QUESTIONS:
        answer = ask(SearchParams(question))
        assert answer.interpretation.question.notices == (), question
        assert 0 < answer.total < whole, question


def test_each_level_is_told_by_its_name():
    with translation.override("ar"):
        for level in LEVELS:
            assert f"| {level.name} |" in READERS


@pytest.mark.parametrize("guide", ["readers.md", "editors.md"])
def test_what_pages_and_buttons_are_called_is_what_they_say(guide):
    text = (GUIDES / guide).read_text(encoding="utf-8")
    with CATALOGUE.open("rb") as catalogue:
        said = " ".join(str(message.string) for message in read_po(catalogue, locale="ar") if message.id)
    named = re.findall(r"(?:زرّ|الزرّان|الرابط|رابط|صفحة|انقر|حقل|الإجراء|قائمة|علّم|اضغط|الخانة|السطر) «([^»]+)»", text)
    assert named
    assert [name for name in named if name not in said and name not in OF_DJANGO] == []
