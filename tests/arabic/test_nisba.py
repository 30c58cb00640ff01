"""Adjectives of belonging, by letters alone."""

import pytest

from arabic.nisba import nisba


@pytest.mark.parametrize(
    ("noun", "adjective"),
    [
        ("تونس", "تونسي"),
        ("ثقافة", "ثقافي"),
        ("فرنسا", "فرنسي"),
        ("صحراء", "صحري"),
        ("احتجاج", "~احتجاجيه"),
        ("~بورقيبه", "~بورقيبي"),
        ("~بورقيبه", "بورقيبي"),
    ],
)
def test_a_noun_and_its_adjective(noun, adjective):
    assert adjective in nisba(noun)


@pytest.mark.parametrize(
    ("adjective", "other"),
    [
        ("تونسي", "تونس"),
        ("ثقافي", "ثقافة"),
        ("سوري", "سوريا"),
        ("ثقافي", "ثقافية"),
        ("~تكفيريه", "تكفير"),
        ("عربي", "~عربيه"),
    ],
)
def test_an_adjective_and_what_it_is_made_of(adjective, other):
    assert other in nisba(adjective)


def test_no_word_is_its_own():
    for key in ("تونس", "تونسي", "تونسية", "~بورقيبه", "~بورقيبيه", "ثقافة"):
        assert key not in nisba(key)
    assert "كتابة" not in nisba("كتاب")


@pytest.mark.parametrize("key", ["في", "~2019", "~covid", "أ.ف.ب", ""])
def test_what_has_no_stem_has_none(key):
    assert nisba(key) == ()


def test_a_short_word_in_ya_is_taken_for_a_noun():
    assert nisba("علي") == ("عليي", "عليية", "~عليي", "~علييه")
