"""Tokens and their offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.tokens import forms, spans, tokens


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كتب الولدُ درسَه.", ["كتب", "الولدُ", "درسَه"]),
        ("كتـــاب ﻛﺘﺎﺏ", ["كتـــاب", "ﻛﺘﺎﺏ"]),
        ("کتاب می", ["کتاب", "می"]),
        ("وكالة AFP وNATO", ["وكالة", "AFP", "NATO"]),
        ("٣٫٥ و12.5 و1,200", ["٣٫٥", "12.5", "1,200"]),
        ("5آلاف كوفيد19", ["5", "آلاف", "كوفيد", "19"]),
        ("طائرة F16 وشبكة 5G", ["طائرة", "F16", "وشبكة", "5G"]),
        ("الأميركي-الروسي كوفيد-19", ["الأميركي", "الروسي", "كوفيد", "19"]),
        ("قال @user_name أمس", ["قال", "@user_name", "أمس"]),
        ("#معركة_الباغوز الآن", ["معركة", "الباغوز", "الآن"]),
        (
            "انظر https://example.org/a?b=1، أو www.example.org.",
            ["انظر", "https://example.org/a?b=1", "أو", "www.example.org"],
        ),
        ("كتب desk@example.org", ["كتب", "desk@example.org"]),
        ("(أ ف ب) أ.ف.ب د. محمد", ["أ ف ب", "أ.ف.ب", "د", "محمد"]),
        ("… ، ؛ ـ ؟", []),
        ("", []),
    ],
)
def test_what_a_text_is_cut_into(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('كـ"دروع بشرية"', ["دروع", "بشرية"]),
        ("و«الحياة» ل(فرانس برس) بـ ”نصر“", ["الحياة", "فرانس", "برس", "نصر"]),
        ("لـ كلمة بـ5 ملايين الـ50", ["كلمة", "5", "ملايين", "50"]),
        ("سوريا و لبنان", ["سوريا", "لبنان"]),
        ("لكن وبكل", ["لكن", "وبكل"]),
    ],
)
def test_a_particle_apart_from_its_word_takes_no_position(text: str, expected: list[str]) -> None:
    assert texts(text) == expected
    assert [token.position for token in tokens(text)] == list(range(len(expected)))


def test_marks_nobody_sees_do_not_cut_a_word() -> None:
    text = "\u200fال\u200cخ\u200fلافة\u200f انتهت"
    assert [(token.start, token.end) for token in tokens(text)] == [(1, 10), (12, 17)]


def test_offsets_count_code_points() -> None:
    text = "😀 كِتَابٌ 😀 قلم"
    assert [(token.text, token.start) for token in tokens(text)] == [("كِتَابٌ", 2), ("قلم", 12)]


def test_kinds() -> None:
    text = "كلمة word 12 أ.ف.ب @me www.example.org"
    assert [token.kind for token in tokens(text)] == ["word", "latin", "number", "abbreviation", "mention", "url"]


@given(st.text(alphabet=st.sampled_from('اأبوكلفـًَ\u200f\u200d "«»().,_-@#/0٣abZ\n،😀ﻼ')))
def test_any_text_gives_tokens_in_order_that_stand_where_they_say(text: str) -> None:
    end = 0
    for number, token in enumerate(tokens(text)):
        assert token.position == number
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        end = token.end


PIECES = [
    *("ال", "لل", "وبال", "كـ", "و", "بكتاب", "الولدُ", "ب", "5", "أ ف ب", "د.", "رءوس", "پاريس", "F16", '"', "«"),
    *("@me", "www.a.org/b", "x@a.org", "\u200f", "كتـاب", "ﻛﺘﺎﺏ", "،", "\n", "-", "(", "١٬٢٠٠", "5G", "U.S"),
]


@given(st.lists(st.sampled_from(PIECES)), st.sampled_from([" ", "", "\u00a0"]))
def test_the_forms_are_the_texts_of_the_tokens(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert forms(text) == texts(text)
    assert spans(text) == [(token.text, token.start, token.end) for token in tokens(text)]
