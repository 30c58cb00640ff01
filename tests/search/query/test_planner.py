"""From the tree to index terms, over the real lexicon and a small vocabulary."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from arabic import Analyzer, Level
from search.query.expand import EXPANSION_LIMIT, RELATED_LIMIT
from search.query.known_names import Name
from search.query.parser import parse
from search.query.plan import (
    AllArticles,
    AllOf,
    AnyOf,
    AnyTerm,
    NearSpans,
    NoArticles,
    PublishedBetween,
    RecordIs,
    Sequence,
    Term,
    Without,
    all_of,
    any_of,
    without,
)
from search.query.planner import BEGINNINGS_LIMIT, QueryPlan, plan_query
from search.query.question import Code, notice
from search.query.tree import Beginning, Field, InField, Near, Or, Phrase, Published, Word
from tests.support.names import Forms, Names

_HELD = """حقوق لحقوق للحقوق وحقوق بحقوق الحقوق والحقوق فلحقوق الإنسان الانسان مسؤول مسئول علي على قوي قوى
    بالكتاب الكتاب للكتاب كتاب اللغة للغة العربية العربيه"""
HELD = Forms(*_HELD.split())


@pytest.fixture
def ask(analyzer: Analyzer):
    def asked(typed: str, level: Level = Level.LEMMA, vocabulary: Forms = HELD) -> QueryPlan:
        return plan_query(parse(typed, records=Names()).tree, analyzer=analyzer, vocabulary=vocabulary, level=level)

    return asked


def weights(node: AnyTerm) -> dict[str, float]:
    return {term.text: term.weight for term in node.terms}


def slots(node: Sequence) -> list[set[str]]:
    return [{term.text for term in slot} for slot in node.slots]


def test_lemma_asks_by_key_and_a_little_by_the_exact_form(ask, analyzer):
    node = ask("والكتب").tree
    assert weights(node) == {analyzer.terms("كتاب")[1]: 1.0, "=والكتب": 0.25}
    assert (node.field, node.as_typed) == ("text", "والكتب")


def test_exact_asks_by_the_form_alone(ask):
    assert weights(ask("=الكِتـاب").tree) == {"=الكتاب": 1.0}
    assert ask("الكتاب", Level.EXACT).tree.terms == ask("=الكتاب").tree.terms
    assert slots(ask('="القضاء التام"').tree) == [{"=القضاء"}, {"=التام"}]


def test_spelling_asks_by_the_forms_the_archive_holds(ask):
    assert weights(ask("مسؤول", Level.SPELLING).tree) == {"=مسؤول": 1.25, "=مسئول": 1.0}
    assert weights(ask("الانسان", Level.SPELLING).tree) == {"=الانسان": 1.25, "=الإنسان": 1.0}
    assert weights(ask("قوي", Level.SPELLING).tree) == {"=قوي": 1.25}
    assert weights(ask("غائب", Level.SPELLING).tree) == {"=غائب": 1.25}


def test_related_words_only_add_to_the_score(ask, analyzer):
    node = ask("تونس").tree
    assert {"تونسي": 0.5, "~تونسيه": 0.5}.items() <= {term.text: term.weight for term in node.related}.items()
    assert "تونسي" not in weights(node)
    root = analyzer.keys_of_root("كتب")
    related = {term.text for term in ask("المكتبة").tree.related}
    assert len(related) == RELATED_LIMIT, "the nearest of many"
    assert set(root) & related
    assert not {"مكتبة", "=المكتبة"} & related
    # Where the root's words are asked for, they are terms and nothing more.
    assert not set(root) & {term.text for term in ask("المكتبة", Level.ROOT).tree.related}
    for typed in ("=تونس", '"تونس"'):
        assert not ask(typed).tree.related
    assert not ask("تونس", Level.SPELLING).tree.related


def test_root_asks_by_every_lemma_of_the_root(ask, analyzer):
    keys = set(analyzer.keys_of_root("كتب"))
    assert {"كاتب", "مكتبة", "كتابة"} <= keys
    for found in (ask("جذر:كتب"), ask("جذر:ك-ت-ب"), ask("جذر:ك.ت.ب"), ask("المكتبة", Level.ROOT)):
        assert keys <= weights(found.tree).keys()
        assert not found.notices


def test_a_wider_level_asks_for_all_that_a_narrower_one_does(ask):
    for word in ("الكتب", "قوات", "مقاتل", "على", "الباغوز", "covid", "2019", "أ.ف.ب"):
        exact, spelling, lemma, derived, root = (set(weights(ask(f'~"{word}"', level).tree)) for level in Level)
        assert exact <= spelling
        assert exact <= lemma <= derived <= root


def test_a_word_without_root_is_asked_by_its_lemma(ask):
    found = ask("الباغوز", Level.ROOT)
    assert found.tree == ask("الباغوز").tree
    assert found.notices == (notice(Code.NO_ROOT, word="الباغوز"),)


def test_harakat_choose_among_readings(ask):
    assert "كتاب" in weights(ask("كُتُب").tree)
    assert weights(ask("كَتَب").tree) == {"كتب": 1.0, "=كتب": 0.25}
    assert "كتاب" not in weights(ask("كَتَبَ").tree)
    assert "مقتل" not in weights(ask("مُقَاتِل").tree)
    assert "مقتل" in weights(ask("مَقَاتِل").tree)
    assert ask("كِتَابٌ").tree.terms == ask("كتاب").tree.terms
    assert "كاتب" not in weights(ask("بِالكِتَابِ").tree)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("السُّنّة", "سنة"),
        ("أُعلن", "أعلن"),
        ("أُطلق", "أطلق"),
        ("نُقل", "نقل"),
        ("مؤسّسات", "مؤسسة"),
    ],
)
def test_harakat_choose_nothing_that_hardly_anybody_means(ask, typed, key):
    assert key in weights(ask(typed).tree)


@pytest.mark.parametrize(("typed", "key"), [("زار", "زيارة"), ("نام", "نوم"), ("جاء", "مجيء"), ("قال", "قول")])
def test_a_hollow_verb_typed_for_a_root_means_its_own(ask, typed, key):
    assert key in weights(ask(f"جذر:{typed}").tree)


def test_a_name_of_several_words_is_found_however_their_ends_are_dotted(analyzer):
    held = Forms("حسني", "حسنى", "مبارك", "علي", "على", "عبد", "الله", "صالح")

    class OneName:
        def find(self, words):
            return Name(len(words), True, ()) if len(words) > 1 else None

    for typed, first in {"حسني مبارك": {"=حسني", "=حسنى"}, "علي عبد الله صالح": {"=علي", "=على"}}.items():
        tree = parse(typed, records=Names()).tree
        assert slots(plan_query(tree, analyzer=analyzer, vocabulary=held, names=OneName()).tree)[0] == first


def test_a_headword_is_asked_by_itself(ask):
    assert weights(ask("مقاتل").tree) == {"مقاتل": 1.0, "=مقاتل": 0.25}


def test_a_phrase_is_at_the_spelling_level_and_its_first_word_may_carry_particles(ask):
    found = ask('"حقوق الانسان"')
    assert slots(found.tree) == [
        {"=حقوق", "=لحقوق", "=للحقوق", "=وحقوق", "=بحقوق", "=فلحقوق"},
        {"=الانسان", "=الإنسان"},
    ]
    assert found.tree.slots[0][0].text == "=حقوق"
    assert slots(ask('"اللغة العربية"').tree)[0] == {"=اللغة", "=للغة"}
    assert set(weights(ask('"الكتاب"').tree)) == {"=الكتاب", "=بالكتاب", "=للكتاب"}
    assert slots(ask('"الإنسان حقوق"').tree)[1] == {"=حقوق"}


def test_a_phrase_at_the_chosen_level(ask, analyzer):
    found = ask('~"حقوق الإنسان"')
    assert slots(found.tree) == [{*analyzer.terms("حقوق")[1:], "=حقوق"}, {*analyzer.terms("الإنسان")[1:], "=الإنسان"}]
    assert slots(ask('~"حقوق الإنسان"', Level.EXACT).tree) == [{"=حقوق"}, {"=الإنسان"}]
    assert [type(ask(typed).tree) for typed in ("كوفيد-19", 'كـ"كتاب"')] == [Sequence, AnyTerm]


def test_fields_records_and_dates(ask):
    assert ask("عنوان:كتاب").tree.field == "headline"
    assert ask("نص:كتاب").tree.field == "text"
    assert ask('عنوان:"حقوق الإنسان"').tree.field == "headline"
    assert ask("عنوان:(نص:كتاب)").tree.field == "text"
    assert ask('مكان:"دير الزور"').tree == RecordIs("place", (6, 7))
    assert ask("تاريخ:2019-03").tree == PublishedBetween(date(2019, 3, 1), date(2019, 3, 31))


def test_dates_that_no_day_fits(analyzer):
    for node, expected in (
        (Published(date(2020, 1, 1), date(2019, 1, 1)), NoArticles()),
        (Published(None, None), AllArticles()),
    ):
        assert plan_query(node, analyzer=analyzer, vocabulary=HELD).tree == expected


def test_negation_has_one_shape(ask):
    a, b, c = (ask(word).tree for word in ("كتاب", "سوريا", "هدنة"))
    assert ask("كتاب -سوريا").tree == Without(a, b)
    assert ask("-سوريا كتاب -هدنة").tree == Without(a, AnyOf((b, c)))
    assert ask("-سوريا").tree == Without(AllArticles(), b)
    assert ask("-(سوريا -كتاب)").tree == Without(AllArticles(), Without(b, a))
    assert ask("كتاب أو -سوريا").tree == AnyOf((a, Without(AllArticles(), b)))
    assert ask("كتاب (هدنة -سوريا)").tree == Without(AllOf((a, c)), b)
    assert ask("كتاب -(سوريا أو هدنة)").tree == Without(a, AnyOf((b, c)))
    assert ask("").tree == AllArticles()


def test_branches_hold_no_everything_and_no_nothing(ask):
    word = ask("كتاب").tree
    assert all_of([word, AllArticles()]) == word == any_of([word, NoArticles()])
    assert all_of([word, NoArticles()]) == NoArticles() == any_of([]) == without(word, AllArticles())
    assert any_of([word, AllArticles()]) == AllArticles() == all_of([])
    assert without(word, NoArticles()) == word == without(AllArticles(), without(AllArticles(), word))
    assert without(NoArticles(), word) == NoArticles()


def test_what_was_searched_leaves_out_what_was_excluded(ask):
    found = ask('كتاب -سوريا -(هدنة -غزة) "حقوق الإنسان" كتاب')
    assert [(search_terms.word, search_terms.level) for search_terms in found.search_terms] == [
        ("كتاب", Level.LEMMA),
        ("غزة", Level.LEMMA),
        ("حقوق", Level.SPELLING),
        ("الإنسان", Level.SPELLING),
    ]
    assert found.search_terms[0].terms == ask("كتاب").tree.terms


def test_an_expansion_is_cut_at_one_limit(analyzer):
    crowded = Forms(*("كتاب" + "ا" * more for more in range(EXPANSION_LIMIT + 10)))
    found = plan_query(Beginning("كتا"), analyzer=analyzer, vocabulary=crowded)
    assert [term.text for term in found.tree.terms] == ["=" + form for form in crowded.forms[:EXPANSION_LIMIT]]
    assert found.notices == (notice(Code.EXPANSION_CUT, word="كتا", limit=EXPANSION_LIMIT),)


def test_a_beginning_asks_by_the_forms_that_the_archive_holds_alone_and_behind_the_article(analyzer):
    held = Forms("تحرير", "تحريرها", "التحرير", "وللتحريض", "بتحرير", "حرير")
    found = plan_query(Beginning("تحر"), analyzer=analyzer, vocabulary=held).tree
    assert weights(found).keys() == {"=تحرير", "=تحريرها", "=التحرير", "=وللتحريض"}
    assert plan_query(Beginning("سور"), analyzer=analyzer, vocabulary=held).tree == NoArticles()


def test_so_many_beginnings_are_looked_up_and_further_ones_are_words(analyzer):
    starts = [f"كت{letter}" for letter in "ابتثجحخدذرزسشصضطظع"]
    held = Forms(*(start + "اب" for start in starts))
    found = plan_query(Or(tuple(map(Beginning, [*starts, starts[0]]))), analyzer=analyzer, vocabulary=held)
    words = [search_term.word for search_term in found.search_terms]
    assert words == [start + "*" for start in starts[:BEGINNINGS_LIMIT]] + starts[BEGINNINGS_LIMIT:]
    assert found.notices == (notice(Code.BEGINNINGS_CUT, limit=BEGINNINGS_LIMIT),)


def test_near_asks_for_the_spans_of_both_sides(analyzer):
    sides = Or((Word("كتاب", Level.EXACT), Phrase(("حقوق", "الإنسان"), Level.EXACT))), Word("سوريا", Level.EXACT)
    found = plan_query(InField(Field.HEADLINE, Near(*sides, 5)), analyzer=analyzer, vocabulary=HELD)
    book, rights, human, syria = ((Term("=" + form),) for form in ("كتاب", "حقوق", "الإنسان", "سوريا"))
    left, right = ((book,), (rights, human)), ((syria,),)
    assert found.tree == NearSpans("headline", left, right, 5, "كتاب حقوق الإنسان سوريا")
    assert [search_terms.word for search_terms in found.search_terms] == ["كتاب", "حقوق", "الإنسان", "سوريا"]
    nowhere = plan_query(Near(Word("كتاب"), Beginning("زز"), 3), analyzer=analyzer, vocabulary=HELD)
    assert nowhere.tree == NoArticles()


class Groups:
    """A gazetteer of one organisation's names, and of one protected name."""

    ORGANISATION = (("داعش",), ("تنظيم", "الدولة"))

    def find(self, words: tuple[str, ...]) -> Name | None:
        if words[0] in ("لبنان", "حلب"):
            return Name(1, True)
        for name in self.ORGANISATION:
            if words[: len(name)] == name:
                return Name(len(name), len(name) == 1, tuple(other for other in self.ORGANISATION if other != name))
        return None


def test_a_name_stands_for_its_other_names(analyzer):
    held = Forms("داعش", "لداعش", "الدولة", "تنظيم", "وتنظيم")

    def ask(typed: str, level: Level = Level.LEMMA, **options: Any) -> QueryPlan:
        tree = parse(typed, records=Names()).tree
        return plan_query(tree, analyzer=analyzer, vocabulary=held, names=Groups(), level=level, **options)

    word, phrase = ask("داعش").tree.parts
    assert weights(word) == {"~داعش": 1.0, "=داعش": 0.25, "=لداعش": 0.25}
    assert slots(phrase) == [{"=تنظيم", "=وتنظيم"}, {"=الدولة"}]
    assert ask("داعش").search_terms[0].names == ("تنظيم الدولة",)
    typed = ask("هدنة تنظيم الدولة سوريا")
    assert typed.tree == AllOf(
        (
            ask("هدنة").tree,
            AnyOf((word_as(replace(word, related=()), typed), word_as(phrase, typed))),
            ask("سوريا").tree,
        )
    )
    assert [search_terms.word for search_terms in typed.search_terms] == ["هدنة", "تنظيم الدولة", "سوريا"]
    # Side by side at the chosen level it is named too; quoted, at the letters' own level or excluded it is as typed.
    assert [len(node.slots) for node in ask('~"مقاتل داعش"').tree.parts] == [2, 3]
    assert ask('"داعش"').tree == plan_query(Phrase(("داعش",)), analyzer=analyzer, vocabulary=held).tree
    assert ask("=داعش").tree == ask("داعش", Level.EXACT).tree
    assert not ask("-داعش").search_terms
    assert ask("داعش", dropped=frozenset(["تنظيم الدولة"])).tree == word
    assert ask("داعش", dropped=frozenset(["تنظيم الدولة"])).search_terms[0].dropped == ("تنظيم الدولة",)


def test_names_that_differ_in_one_word_are_one_phrase(analyzer):
    class Numbered:
        def find(self, words: tuple[str, ...]) -> Name | None:
            others = [("فرقة", "ألف"), ("فرقة", "باء"), ("الفرقة",), ("فرقة", "باء", "جيم"), ("لواء", "ألف")]
            return Name(2, True, tuple(others)) if words[:2] == ("فرقة", "دال") else None

    held = Forms("فرقة", "لواء", "الفرقة", "ألف", "باء", "جيم", "دال")
    tree = parse('~"قائد فرقة دال"', records=Names()).tree
    found = plan_query(tree, analyzer=analyzer, vocabulary=held, names=Numbered()).tree
    spans = [slots(part)[1:] for part in found.parts]
    assert spans == [
        [{"=فرقة"}, {"=دال"}],
        [{"=فرقة", "=لواء"}, {"=ألف"}],
        [{"=فرقة"}, {"=باء"}],
        [{"=الفرقة"}],
        [{"=فرقة"}, {"=باء"}, {"=جيم"}],
    ]


def word_as(leaf: AnyTerm | Sequence, found: QueryPlan) -> AnyTerm | Sequence:
    return replace(leaf, as_typed=found.search_terms[1].word)


def test_a_protected_name_is_never_its_lemma(analyzer):
    found = plan_query(Word("لبنان"), analyzer=analyzer, vocabulary=Forms("لبنان", "بلبنان", "لبن"), names=Groups())
    assert weights(found.tree) == {"لبنان": 1.0, "=لبنان": 0.25, "=بلبنان": 0.25}
    # What shares its letters with another word is asked for by its own forms alone.
    found = plan_query(Word("حلب"), analyzer=analyzer, vocabulary=Forms("حلب", "بحلب", "يحلب"), names=Groups())
    assert weights(found.tree) == {"=حلب": 1.0, "=بحلب": 1.0}


def test_another_word_of_the_letters_of_a_particle_and_a_name_is_not_the_name(ask, analyzer):
    class Sisters:
        def find(self, words: tuple[str, ...]) -> Name | None:
            return Name(1, True, (("ريم",), ("فرنس",))) if words == ("سوسة",) else None

    held = Forms("سوسة", "وسوسة", "بسوسة", "ريم", "لريم", "كريم", "وكريم", "فرنس", "رنس")
    found = plan_query(Word("سوسة"), analyzer=analyzer, vocabulary=held, names=Sisters())
    # وسوسة is an obsession more often than not, but "and Sousse" well enough; كريم is never "like Reem".
    assert {"=سوسة", "=وسوسة", "=بسوسة", "=ريم", "=لريم"} <= weights(found.tree).keys()
    assert weights(found.tree).keys().isdisjoint({"=كريم", "=وكريم", "~رنس"})
    assert slots(ask('"ريم سوسة"', vocabulary=held).tree)[0] == {"=ريم", "=لريم"}


def test_what_a_name_and_its_other_names_find_is_told(analyzer):
    held = Forms("داعش", "تنظيم", "الدولة")
    (word,) = plan_query(Word("داعش"), analyzer=analyzer, vocabulary=held, names=Groups()).search_terms
    assert [(name, type(node)) for name, node in word.said] == [("تنظيم الدولة", Sequence)]
    (name,) = plan_query(
        parse("تنظيم الدولة", records=Names()).tree, analyzer=analyzer, vocabulary=held, names=Groups()
    ).search_terms
    assert [text for text, _ in name.said] == ["تنظيم الدولة", "داعش"]
    assert weights(name.said[1][1]) == {"~داعش": 1.0, "=داعش": 0.25}


def test_the_forms_of_a_phrase_and_of_names_are_looked_up_at_once(analyzer):
    asked: list[int] = []

    class Counting(Forms):
        def forms_spelled(self, spellings):
            asked.append(len(spellings))
            return super().forms_spelled(spellings)

    held = Counting("داعش", "تنظيم", "الدولة", "حقوق", "الإنسان")
    plan_query(parse("داعش", records=Names()).tree, analyzer=analyzer, vocabulary=held, names=Groups())
    plan_query(parse('"حقوق الإنسان العربي"', records=Names()).tree, analyzer=analyzer, vocabulary=held)
    assert len(asked) == 2


def test_a_dropped_form_is_asked_for_no_more(analyzer):
    held = Forms("كتاب", "الكتاب", "كتب", "للكتب", analyzer=analyzer)
    found = plan_query(Word("كتاب"), analyzer=analyzer, vocabulary=held, dropped=frozenset(["الكتاب", "سوريا"]))
    kept = {"=" + form for form in held.forms if "كتاب" in held.keys[form] and form != "الكتاب"}
    assert weights(found.tree).keys() == kept
    assert found.search_terms[0].dropped == ("الكتاب",)
    everything = frozenset(held.forms)
    assert plan_query(Word("كتاب"), analyzer=analyzer, vocabulary=held, dropped=everything).tree == NoArticles()


def test_the_readings_not_taken_are_told(ask):
    (search_terms,) = ask("مقاتل").search_terms
    assert {reading.key for reading in search_terms.readings} == {"مقاتل"}
    assert "مقتل" in {reading.key for reading in search_terms.others}
