"""Lemma keys, readings and roots over the built lexicon."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import Analyzer, LexiconMissingError, camel, load, shown_root


def keys(analyzer: Analyzer, form: str) -> set[str]:
    return set(analyzer.terms(form)[1:])


@pytest.mark.parametrize(
    "forms",
    [
        "كتاب كتب والكتب بكتابه كتابان الكتابين",
        "وزير الوزير وزراء وللوزراء وزيرها",
        "معركة معارك المعركة ومعاركهم",
        "مقاتل المقاتلون مقاتلين مقاتلي والمقاتل",
        "خيمة خيم الخيام وخيامهم",
        "مدينة المدن بمدينتهم",
        "أعلن أعلنت يعلن سيعلنون وأعلنا",
        "جزيرة جزر الجزر",
        "ضريبة ضرائب",
        "آخر أخرى الآخرين",
        "أول أولى الأولى أولا",
        "كبير كبيرة الكبار",
        "أكبر كبرى الكبرى",
        "محترق محترقة المحترقة",
        "مسؤول مسئول المسؤولون",
        "استخدام إستخدام الاستخدام",
        "الإنترنت الانترنت إنترنت",
        "قارئ قارىء",
        "باريس پاريس لباريس",
        "حدد يحدد وتحدده",
        "موجة الموجات بموجة",
        "جمهورية الجمهوريات",
        "زيادة زيادات وزيادات",
        "تحفيز التحفيز تحفيزه",
        "اقتياد اقتيادها",
        "احتجاجي الاحتجاجية احتجاجيين",
    ],
)
def test_these_share_a_lemma(analyzer: Analyzer, forms: str) -> None:
    first, *others = forms.split()
    for other in others:
        assert keys(analyzer, first) & keys(analyzer, other), other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("لبنان", "لبن"),
        ("مقاتل", "مقتل"),
        ("على", "علي"),
        ("معركة", "معروف"),
        ("تمنع", "تمنّع"),
        ("كتاب", "مكتب"),
        ("يحدد", "حدود"),
        ("يسبب", "سب"),
        ("يصل", "صلى"),
        ("أحدث", "حدث"),
        ("جمهورية", "جمهوري"),
        ("موجة", "موج"),
    ],
)
def test_these_share_none(analyzer: Analyzer, one: str, other: str) -> None:
    if one != "تمنع":
        assert not keys(analyzer, one) & keys(analyzer, other)
    else:
        assert "منع" in keys(analyzer, one)


@pytest.mark.parametrize("name", ["باغوز", "زغردان", "ترامب", "داعش", "بالتيمور"])
def test_a_name_no_lexicon_holds_meets_itself_behind_particles(analyzer: Analyzer, name: str) -> None:
    for before in ("و", "ف", "ب", "ك", "ل", "ال", "وال", "بال", "لل", "وبال", "ول"):
        assert keys(analyzer, name) & keys(analyzer, before + name), before


@pytest.mark.parametrize(
    ("one", "other"), [("٢٠١٩", "2019"), ("1,200", "١٢٠٠"), ("أ.ف.ب", "أ ف ب"), ("NATO", "Nato"), ("@Me", "@me")]
)
def test_other_tokens_meet_in_their_own_name_space(analyzer: Analyzer, one: str, other: str) -> None:
    assert keys(analyzer, one) == keys(analyzer, other)
    assert all(key.startswith("~") for key in keys(analyzer, one))


def test_terms_are_the_exact_form_then_the_keys(analyzer: Analyzer) -> None:
    assert analyzer.terms("وزراء") == ("=وزراء", "وزير")
    assert analyzer.terms("وُزَرَاء") == ("=وزراء", "وزير")


@pytest.mark.parametrize("form", ["كتاب", "باغوز", "a|b=c", "@x|y", "https://e.org/=|", "أ ف ب", "|", " ", ""])
def test_no_key_holds_what_the_index_means_otherwise(analyzer: Analyzer, form: str) -> None:
    for key in analyzer.terms(form)[1:]:
        assert not key.startswith("=")
        assert "|" not in key
        assert not any(letter.isspace() for letter in key)


def test_readings_come_best_first_and_frozen(analyzer: Analyzer) -> None:
    found = analyzer.analyze("مقاتل")
    assert found.readings[0].lemma == "مُقاتِل"
    assert {reading.key for reading in found.readings} >= {"مقاتل", "مقتل"}
    assert found.keys == ("مقاتل",)
    assert found.roots == ("قتل",)
    weights = [reading.weight for reading in found.readings]
    assert weights == sorted(weights, reverse=True)
    assert found is analyzer.analyze("مقاتل")
    with pytest.raises(AttributeError):
        found.readings[0].weight = 1.0  # type: ignore[misc]


def test_a_form_the_store_lacks_is_asked_of_camel_tools(analyzer: Analyzer) -> None:
    form = "فبمقاتليهما"
    assert analyzer.store.readings(form) is None
    assert keys(analyzer, form) == {"مقاتل"}


PARTS = (*"وفبكلسيتناأآإىةءؤئه", "ال", "كتب", "مقاتل", "مدرس", "خيم", "قال", "ات", "ون", "ين", "هما", "كم")


@given(st.lists(st.sampled_from(PARTS), min_size=1))
def test_a_form_that_falls_into_no_parts_has_no_reading(analyzer: Analyzer, parts: list[str]) -> None:
    form = "".join(parts[:6])
    with pytest.MonkeyPatch.context() as patch:
        found = analyzer.camel(form)
        patch.setattr(camel, "falls_into_parts", lambda *_: True)
        assert analyzer.camel(form) == found


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("كتب", "كتب"), ("ك.ت.ب", "كتب"), ("ك ت ب", "كتب"), ("حرر", "حر"), ("حر", "حر"), ("سأل", "سءل"), ("قول", "قول")],
)
def test_roots_as_people_type_them(analyzer: Analyzer, typed: str, kept: str) -> None:
    assert analyzer.root_of(typed) == kept


@pytest.mark.parametrize(("root", "written"), [("حر", "حرر"), ("سءل", "سأل"), ("كتب", "كتب"), ("زلزل", "زلزل")])
def test_roots_as_people_write_them(root: str, written: str) -> None:
    assert shown_root(root) == written


def test_a_root_has_the_keys_of_its_family(analyzer: Analyzer) -> None:
    assert {"كتب", "كاتب", "كتاب", "مكتبة", "كتابة", "مكتوب"} <= set(analyzer.keys_of_root("كتب"))
    assert analyzer.root_of("خخخ") == ""
    assert analyzer.keys_of_root("خخخ") == ()


@pytest.mark.parametrize("form", ["تلفزيون", "لندن", "باغوز"])
def test_loans_and_names_have_no_root(analyzer: Analyzer, form: str) -> None:
    assert analyzer.analyze(form).roots == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مدرسة", "مدرسه"),
        ("القاهرة", "القاهره"),
        ("إلى", "الى"),
        ("مسؤول", "مسئول"),
        ("مستشفى", "مستشفي"),
        ("٢٠", "20"),
    ],
)
def test_one_word_in_two_spellings(analyzer: Analyzer, one: str, other: str) -> None:
    assert analyzer.same_spelling(one, other)
    assert analyzer.same_spelling(other, one)


@pytest.mark.parametrize(("one", "other"), [("كتابة", "كتابه"), ("قوي", "قوى"), ("على", "علي"), ("كتاب", "كتب")])
def test_two_words_of_alike_spelling(analyzer: Analyzer, one: str, other: str) -> None:
    assert not analyzer.same_spelling(one, other)


def test_a_missing_lexicon_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LexiconMissingError, match="build_lexicon"):
        load(tmp_path)


def test_a_generated_participle_hides_no_listed_noun(analyzer: Analyzer) -> None:
    assert analyzer.terms("مكتبة") == ("=مكتبة", "مكتبة")
    assert analyzer.terms("المكتب") == ("=المكتب", "مكتب")
    assert analyzer.terms("محترقة")[1:] == ("محترق",)
