"""Marks sit on the matched words of the original text, and on nothing else."""

from dataclasses import replace

import pytest

from arabic import Analyzer
from search.query.plan import (
    AllArticles,
    AnyOf,
    AnyTerm,
    NearSpans,
    Node,
    RecordIs,
    Sequence,
    Term,
    all_of,
    any_of,
    without,
)
from search.retrieval.highlight import Highlighter, cut


class Asks:
    """Builds resolved nodes with the terms that the real analyzer gives."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer

    def word(self, form: str, field: str = "text") -> AnyTerm:
        return AnyTerm(field, tuple(Term(term) for term in self.analyzer.terms(form)[1:]), form)

    def exactly(self, *forms: str, field: str = "text") -> AnyTerm:
        return AnyTerm(field, tuple(Term(f"={form}") for form in forms), forms[0])

    def phrase(self, *slots: str | tuple[str, ...], field: str = "text") -> Sequence:
        each = [(slot,) if isinstance(slot, str) else slot for slot in slots]
        return Sequence(field, tuple(tuple(Term(f"={form}") for form in slot) for slot in each))


@pytest.fixture
def ask(analyzer):
    return Asks(analyzer)


def marked(tree: Node, analyzer: Analyzer, text: str, headline: bool = False) -> str:
    """The text with its marks in square brackets."""
    highlighter = Highlighter(tree, analyzer)
    segments = highlighter.headline_segments(text) if headline else highlighter.segments(text)
    assert "".join(segment.text for segment in segments) == text
    return "".join(f"[{s.text}]" if s.marked else s.text for s in segments)


WORDS = [
    ("هجوم", "بدأ الهجوم صباحا", "بدأ [الهجوم] صباحا"),
    ("هجوم", "وبِهُجُومٍ واسعٍ", "[وبِهُجُومٍ] واسعٍ"),
    ("هجوم", "الهجـــــوم، ثم", "[الهجـــــوم]، ثم"),
    ("هجوم", "«هجوم» و(هجوم).", "«[هجوم]» و([هجوم])."),
    ("درع", 'كـ"دروع بشرية"', 'كـ"[دروع] بشرية"'),
    ("كتاب", "والكتب الثلاثة وكتابان", "[والكتب] الثلاثة [وكتابان]"),
    ("كتاب", "ﺍﻟﻜﺘﺎﺏ هنا", "[ﺍﻟﻜﺘﺎﺏ] هنا"),
    ("فرات", "شرق الفرات\u200f!", "شرق [الفرات]\u200f!"),
    ("فرات", "شرق ال\u200dفرات!", "شرق [ال\u200dفرات]!"),
    ("هجوم", "لا شيء يقال", "لا شيء يقال"),
    ("هجوم", "<b>هجوم</b>", "<b>[هجوم]</b>"),
    ("هجوم", "", ""),
]


@pytest.mark.parametrize(("asked", "text", "expected"), WORDS)
def test_a_word_is_marked_on_the_original_letters(ask, analyzer, asked, text, expected):
    assert marked(ask.word(asked), analyzer, text) == expected


PHRASES = [
    ("دروع بشرية استخدموهم دروعا ثم دروع بشرية", "[دروع] [بشرية] استخدموهم دروعا ثم [دروع] [بشرية]"),
    ("بشرية دروع", "بشرية دروع"),
    ("دروع كانت بشرية", "دروع كانت بشرية"),
    ("كدروع بشرية", "[كدروع] [بشرية]"),
    ('كـ"دروع" بشرية', 'كـ"[دروع]" [بشرية]'),
    ("دُروع بَشريّة", "[دُروع] [بَشريّة]"),
    ("بشرية و دروع", "بشرية و دروع"),
    ("دروع دروع بشرية", "دروع [دروع] [بشرية]"),
    ("دروع", "دروع"),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_a_phrase_is_marked_only_where_it_stands(ask, analyzer, text, expected):
    assert marked(ask.phrase(("دروع", "كدروع"), "بشرية"), analyzer, text) == expected


def test_overlapping_phrases_and_repeated_words(ask, analyzer):
    assert marked(ask.phrase("يوم", "يوم"), analyzer, "يوم يوم يوم وليل") == "[يوم] [يوم] [يوم] وليل"
    two = any_of([ask.phrase("شرق", "الفرات"), ask.phrase("الفرات", "الأوسط")])
    assert marked(two, analyzer, "شرق الفرات الأوسط") == "[شرق] [الفرات] [الأوسط]"


def test_what_is_excluded_is_not_marked(ask, analyzer):
    tree = without(all_of([ask.word("هجوم"), ask.phrase("ريف", "حلب")]), ask.exactly("تركيا"))
    assert marked(tree, analyzer, "هجوم تركيا في ريف حلب") == "[هجوم] تركيا في [ريف] [حلب]"
    assert marked(without(AllArticles(), ask.word("هجوم")), analyzer, "هجوم") == "هجوم"


def test_filters_and_the_empty_question_mark_nothing(analyzer):
    for tree in (AllArticles(), RecordIs("source", (1,))):
        assert marked(tree, analyzer, "هجوم في كل مكان") == "هجوم في كل مكان"


def test_a_headline_word_is_marked_in_the_headline_alone(ask, analyzer):
    tree = ask.word("هجوم", field="headline")
    assert marked(tree, analyzer, "هجوم", headline=True) == "[هجوم]"
    assert marked(tree, analyzer, "هجوم") == "هجوم"
    assert marked(ask.word("هجوم"), analyzer, "هجوم", headline=True) == "[هجوم]"


def test_a_word_alone_and_in_a_phrase_keeps_both_parts(ask, analyzer):
    tree = all_of([ask.exactly("حلب"), ask.phrase("ريف", "حلب")])
    first, second = Highlighter(tree, analyzer).marks("ريف حلب")
    assert (first.parts, second.parts) == (frozenset({1}), frozenset({0, 1}))


def test_a_cut_keeps_only_whole_marks(ask, analyzer):
    text = "هجوم على هجوم"
    marks = Highlighter(ask.word("هجوم"), analyzer).marks(text)
    assert [segment[:2] for segment in cut(text, 0, 11, marks)] == [("هجوم", True), (" على هج", False)]


def test_words_near_each_other_are_marked_where_they_are(ask, analyzer):
    text = "الهجوم على المدينة وقع ليلا، ثم وقع هجوم ثان"
    near = NearSpans("text", ((ask.word("هجوم").terms,),), ((ask.word("مدينة").terms,), (ask.word("ليل").terms,)), 2)
    assert marked(near, analyzer, text) == "[الهجوم] على [المدينة] وقع ليلا، ثم وقع هجوم ثان"
    assert marked(replace(near, distance=1), analyzer, text) == text
    assert marked(replace(near, distance=3), analyzer, text) == "[الهجوم] على [المدينة] وقع [ليلا]، ثم وقع [هجوم] ثان"


def test_the_names_of_one_thing_are_one_part(ask, analyzer):
    tree = AnyOf((replace(ask.word("داعش"), as_typed="داعش"), replace(ask.phrase("تنظيم", "الدولة"), as_typed="داعش")))
    assert Highlighter(tree, analyzer).parts == 1
