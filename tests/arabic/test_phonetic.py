"""Foreign names meet however they were spelled; names and words of Arabic do not."""

import pytest

from arabic.phonetic import same_sound, sound

SAME = """
غوتيريش جوتيريس
غوتيريش غوتيريس
غوغل جوجل
غوغل قوقل
ترامب ترمب
ميركل ميركيل
سامسونغ سامسونج
غالاكسي جالاكسي
غالاكسي غلاكسي
كلاشنيكوف كلاشينكوف
زوكربيرغ زوكوربيرغ
الفايسبوك فيسبوك
مانشستير مانشستر
انقلترا إنجلترا
بوركينافاسو بوركينافاصو
ڨرينبيس غرينبيس
فنربخشة فينربخشه
"""
OTHER = """
جمال كمال
جمال جمل
قاسم جاسم
السالمي السليمي
العامري العمري
البريكي البريقي
الحامدي الحميدي
قابس كابس
بوتين باتون
هولاند هولندا
فرنسا فرنس
كولومبيا كولومب
كريستين كريستيان
ماكرون ميكرون
غول كول
أنغيلا أنغولا
جاستن كاستان
تلغرام طولكرم
ميركل ميركل
كتاب كاتب
"""


def pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split()) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_spellings_of_one_name_meet(one, other):
    assert same_sound(one, other) and same_sound(other, one)
    assert sound(one) == sound(other) != ""


@pytest.mark.parametrize(("one", "other"), pairs(OTHER))
def test_others_do_not(one, other):
    assert not same_sound(one, other)
    assert not same_sound(other, one)


@pytest.mark.parametrize("form", ["", "كي", "Google", "2019", "أ.ف.ب", "عمرو", "السياسي", "\u200f"])
def test_what_is_written_in_one_way_has_no_sound(form):
    assert sound(form) == ""
