"""Every notice has a sentence in both languages, and what was typed keeps its own direction in it."""

import pytest
from django.utils import translation

from search.presenters.notices import sentence
from search.query.question import Code, notice


@pytest.mark.parametrize("code", list(Code))
def test_every_notice_is_worded_in_both_languages(code):
    told = notice(code, limit=3, word="كلمة", sign="-", field="مصدر", value="قيمة", words="كلمة")
    with translation.override("ar"):
        arabic = sentence(told)
    with translation.override("en"):
        english = sentence(told)
    assert "%(" not in arabic + english
    assert arabic != english
    assert english.isascii() or any(f"\u2068{value}\u2069" in english for value in ("كلمة", "قيمة", "-"))
