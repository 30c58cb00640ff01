"""The levels exact and spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import exact, spelling


@pytest.mark.parametrize("form", ["كِتابٌ", "كتـــاب", "ﻛﺘﺎﺏ", "کتاب", "كتا\u200fب", "كتاب"])
def test_exact_sees_the_letters_alone(form: str) -> None:
    assert exact(form) == "كتاب"


@pytest.mark.parametrize(
    ("one", "other"),
    [("هجوماً", "هجومًا"), ("أ ف ب", "أ.ف.ب"), ("NATO", "nato"), ("ا\u0654حمد", "أحمد"), ("ﷲ", "الله")],
)
def test_exact_holds_them_the_same(one: str, other: str) -> None:
    assert exact(one) == exact(other)


@pytest.mark.parametrize(("one", "other"), [("كتاب", "كتب"), ("مدرسة", "مدرسه"), ("أحمد", "احمد"), ("٢٠", "20")])
def test_exact_holds_them_apart(one: str, other: str) -> None:
    assert exact(one) != exact(other)


@pytest.mark.parametrize(
    "forms",
    [
        ("مسؤول", "مسئول", "مسوول"),
        ("شؤون", "شئون", "شءون"),
        ("شيء", "شىء", "شئ"),
        ("قارئ", "قارىء"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("إسلام", "اسلام", "أسلام"),
        ("٢٠١٩", "2019", "۲۰۱۹"),
        ("1,200", "1200", "١٬٢٠٠"),
        ("3.5", "3,5", "٣٫٥"),
        ("باريس", "پاريس"),
        ("Élysée", "elysee"),
    ],
)
def test_spelling_folds_what_writers_mix_up(forms: tuple[str, ...]) -> None:
    assert len({spelling(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("سوريا", "سورية"), ("كتاب", "كتابة"), ("12.5", "125"), ("نور", "نير")])
def test_spelling_holds_them_apart(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


@given(st.text(st.characters(max_codepoint=0x6FF)) | st.text(st.sampled_from("ءآأؤإئابةتهويىٱپگکیﻻﷲـَّ٣5,.Éﬁ")))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert exact(exact(text)) == exact(text)
