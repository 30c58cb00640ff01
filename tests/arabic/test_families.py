"""The derivation level: verb, verbal nouns and participles of one verb form."""

from collections import Counter

import pytest

from arabic import Analyzer, exact
from arabic.harakat import agreeing
from arabic.lexicon import forms, glosses


def family(analyzer: Analyzer, lemma: str) -> set[str]:
    """The derived keys of the readings of a form whose lemma it is, as its harakat allow."""
    readings = agreeing(lemma, analyzer.analyze(lemma).readings)
    return {key for reading in readings if reading.key == exact(lemma) for key in analyzer.derived_keys(reading)}


@pytest.mark.parametrize(
    ("verb", "nouns"),
    [
        ("هدّد", "تهديد مهدد"),
        ("قاتل", "مقاتل مقاتلة قتال"),
        ("أعلن", "إعلان معلن"),
        ("تحدث", "تحدث متحدث"),
        ("تعاون", "تعاون متعاون"),
        ("انفجر", "انفجار منفجر"),
        ("انتخب", "انتخاب منتخب"),
        ("استخدم", "استخدام مستخدم"),
        ("زعزع", "زعزعة مزعزع"),
        ("تدهور", "تدهور متدهور"),
        ("اطمأن", "اطمئنان مطمئن"),
    ],
)
def test_sound_verbs_of_every_form(analyzer: Analyzer, verb: str, nouns: str) -> None:
    assert set(nouns.split()) <= family(analyzer, verb)


@pytest.mark.parametrize(
    ("verb", "nouns"),
    [
        ("استقال", "استقالة مستقيل"),
        ("اتفق", "اتفاق متفق"),
        ("أدان", "إدانة مدان"),
        ("اعتدى", "اعتداء معتدي"),
        ("احتل", "احتلال محتل"),
        ("استمر", "استمرار مستمر"),
        ("أوقف", "إيقاف"),
        ("استورد", "استيراد مستورد"),
        ("ألقى", "إلقاء"),
        ("التقى", "التقاء"),
        ("نادى", "مناداة منادي"),
        ("آمن", "إيمان مؤمن"),
        ("تأثر", "تأثر متأثر"),
        ("اصطدم", "اصطدام"),
        ("ازدهر", "ازدهار مزدهر"),
        ("اطلع", "اطلاع مطلع"),
    ],
)
def test_weak_doubled_hamzated_and_assimilated_verbs(analyzer: Analyzer, verb: str, nouns: str) -> None:
    assert set(nouns.split()) <= family(analyzer, verb)


@pytest.mark.parametrize(
    ("verb", "nouns"),
    [
        ("قتل", "قتل قاتل مقتول"),
        ("كتب", "كتابة كاتب مكتوب"),
        ("زار", "زيارة زائر"),
        ("دعا", "دعوة داعي مدعو"),
        ("وصل", "وصول"),
        ("فاز", "فوز فائز"),
        ("عاد", "عودة عائد"),
        ("شهد", "شهادة شاهد"),
    ],
)
def test_simple_verbs_have_the_verbal_nouns_that_say_what_they_do(analyzer: Analyzer, verb: str, nouns: str) -> None:
    assert set(nouns.split()) <= family(analyzer, verb)


@pytest.mark.parametrize(
    ("word", "stranger"),
    [
        ("كتب", "كتاب"),
        ("كتب", "مكتب"),
        ("كتب", "مكتبة"),
        ("قتل", "قتال"),
        ("سأل", "مسؤول"),
        ("شرع", "شارع"),
        ("استقبل", "مجتمع"),
        ("علّم", "معلوم"),
        ("عَلِم", "تعليم"),
        ("خرج", "إخراج"),
    ],
)
def test_other_words_of_the_root_stay_outside(analyzer: Analyzer, word: str, stranger: str) -> None:
    assert stranger not in family(analyzer, word)


@pytest.mark.parametrize("word", ["كتاب", "لندن", "باغوز", "تلفزيون", "في"])
def test_what_belongs_to_no_verb_has_none(analyzer: Analyzer, word: str) -> None:
    assert analyzer.derived_keys(analyzer.analyze(word).readings[0]) == ()


def test_a_participle_finds_its_verb_by_a_form_with_clitics(analyzer: Analyzer) -> None:
    reading = analyzer.analyze("وسيعلنونها").readings[0]
    assert {"أعلن", "إعلان", "معلن"} <= set(analyzer.derived_keys(reading))


def test_lemma_is_within_derivation_and_derivation_within_root(analyzer: Analyzer) -> None:
    wider = Counter[str]()
    for entry in analyzer.store.entries():
        _, key, root, _ = entry
        derived = analyzer.store.derived_keys(entry)
        wider["families"] += bool(derived)
        assert not derived or key in derived, entry
        assert not root or set(derived) <= set(analyzer.keys_of_root(root)), entry
    assert wider["families"] > 15_000


def test_a_gloss_says_what_the_verb_says() -> None:
    for noun, verb in (("decision", "decide"), ("marriage", "marry"), ("death", "die"), ("sale;selling", "sell")):
        assert glosses.says_what(glosses.words([noun]), glosses.words([verb]))
    assert not glosses.says_what(glosses.words(["office;bureau"]), glosses.words(["write"]))
    assert not glosses.says_what(glosses.words(["person who writes"]), glosses.words(["person who kills"]))


def test_every_pattern_of_a_verb_gives_nouns() -> None:
    made = {noun.lemma for noun in forms.derived("{isotawolaY")}
    assert made == {"musotawoliy", "musotawolaY", "{isotiylA'"}
    assert forms.derived("tilifizoyuwn") == ()
