"""What the spellings of one name have in common, and what is no part of it."""

import pytest

from arabic.name_keys import name_key, name_words, without_titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي عبد الله صالح", "على عبدالله صالح"),
        ("أبو بكر البغدادي", "أبا بكر البغدادى"),
        ("أبو ظبي", "ابوظبى"),
        ("محمد بن سلمان", "محمد ابن سلمان"),
        ("أ ف ب", "أ.ف.ب."),
        ("مكة المكرّمة", "مكه المكرمه"),
        ("طرابلس (لبنان)", "طرابلس"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert name_key(name_words(one)) == name_key(name_words(other))


@pytest.mark.parametrize(("one", "other"), [("حلب", "حلبا"), ("أبي", "أبو"), ("محمد علي", "محمد علاء"), ("ابن", "بن")])
def test_other_names(one, other):
    assert name_key(name_words(one)) != name_key(name_words(other))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("الرئيس عبد الفتاح السيسي", "عبد الفتاح السيسي"),
        ("للرئيس السيسي", "السيسي"),
        ("د. محمد البرادعي", "محمد البرادعي"),
        ("الفريق أول ركن عبد الفتاح البرهان", "عبد الفتاح البرهان"),
        ("والشيخ تميم", "تميم"),
        ("الرئيس", "الرئيس"),
        ("فريق ترامب", "فريق ترامب"),
        ("أول رئيس", "أول رئيس"),
    ],
)
def test_titles_stand_outside(written, name):
    assert without_titles(name_words(written)) == name_words(name)
