"""What may be meant by a mistyped word, and how far it is."""

import pytest

from arabic import spelling
from arabic.misspellings import distance, in_arabic, neighbours, parted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ظابط", "ضابط"),  # letters that sound alike
        ("زقاق", "ذقاق"),
        ("الدمقراطية", "الديمقراطية"),  # a long vowel left out
        ("محمممد", "محممد"),  # a letter doubled
        ("مدينتة", "مدينة"),  # a letter too many
        ("الحوكمة", "الحكومة"),  # two swapped
        ("سورسا", "سوريا"),  # a neighbouring key
        ("استانبول", "اسطنبول"),  # two of the likely ones
        ("افغنستن", "أفغانستان"),
        ("الاسترتجية", "الاستراتيجية"),
    ],
)
def test_slips_that_are_undone(typed, meant):
    assert spelling(meant) in neighbours(spelling(typed))


def test_what_is_no_slip_or_too_many():
    near = neighbours("سوريا")
    assert "سوريا" not in near
    assert "لبنان" not in near
    assert not neighbours("من")
    assert not neighbours("ا" * 40)


def test_what_sounds_alike_is_nearer():
    assert distance("ظابط", "ضابط") < distance("شابط", "ضابط")
    assert distance("دمقراطي", "ديمقراطي") < distance("دبمقراطي", "ديمقراطي")
    assert distance("سوريا", "سوريا") == 0


def test_words_run_together_are_parted():
    assert ("في", "القاهرة") in parted("فيالقاهرة")
    assert all(len(one) > 1 and len(two) > 1 for one, two in parted("فيالقاهرة"))
    assert parted("من") == []


def test_arabic_typed_on_latin_keys():
    assert in_arabic("hgsghl") == "السلام"
    assert in_arabic("hg;jhf") == "الكتاب"
    assert in_arabic("Ho'hx") == "أخطاء"
