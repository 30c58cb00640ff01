"""Chips: what a question holds to, and the question without just that part."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings

from arabic import Level
from search.presenters.chips import chips
from search.query.parser import parse
from search.query.prune import removable_parts, without_part
from search.query.tree import And, Everything, InField, Near, Or
from search.query.unparse import unparse
from search.retrieval.params import SearchParams
from tests.support.names import Names
from tests.support.questions import trees

# A question, the level, its chips, and for each the question it leads to.
QUESTIONS = [
    ("هدنة -تركيا", Level.LEMMA, [("استُبعد", "تركيا", "هدنة")]),
    ("-(تركيا سوريا)", Level.LEMMA, [("استُبعد", "تركيا سوريا", "")]),
    ("جذر:كتب كتاب", Level.LEMMA, [("الجذر", "كتب", "كتاب")]),
    ("جذر:كتب", Level.ROOT, []),
    ("=الكتاب كتاب", Level.LEMMA, [("كما كُتبت", "الكتاب", "كتاب")]),
    ('هدنة "مجلس الأمن" ~"وقف النار"', Level.LEMMA, []),
    ('="مجلس الأمن" هدنة', Level.LEMMA, [("كما كُتبت", "مجلس الأمن", "هدنة")]),
    ("تحرير* هدنة", Level.LEMMA, [("كلمات تبدأ بـ", "تحرير", "هدنة")]),
    ("عنوان:هدنة سوريا", Level.LEMMA, [("في العنوان", "هدنة", "سوريا")]),
    (
        "عنوان:(هدنة -تركيا)",
        Level.LEMMA,
        [("في العنوان", "هدنة -تركيا", ""), ("استُبعد", "تركيا", "عنوان:هدنة")],
    ),
    (
        "سوريا قرب/5 جذر:كتب قطر",
        Level.LEMMA,
        [
            ("متقاربتان في حدود 5 كلمات", "«سوريا» و«جذر:كتب»", "قطر"),
            ("الجذر", "كتب", "سوريا قطر"),
        ],
    ),
    ("سوريا قرب/1 قطر", Level.LEMMA, [("متجاورتان", "«سوريا» و«قطر»", "")]),
    (
        "(سوريا أو -تركيا) -تركيا",
        Level.LEMMA,
        [("استُبعد", "تركيا", "سوريا -تركيا"), ("استُبعد", "تركيا", "سوريا أو -تركيا")],
    ),
    (
        "مصدر:إيلاف أو هدنة",
        Level.LEMMA,
        [("المصدر", "إيلاف", "هدنة")],
    ),
    ("هدنة تاريخ:2018", Level.LEMMA, [("نُشر في", "2018", "هدنة")]),
    (
        "هدنة تاريخ:2018-03..2019",
        Level.LEMMA,
        [("نُشر بين", "1 آذار/مارس 2018 و31 كانون الأول/ديسمبر 2019", "هدنة")],
    ),
]


def asked_for(address: str) -> str:
    return parse_qs(address[1:]).get("q", [""])[0]


@pytest.mark.parametrize(("text", "level", "expected"), QUESTIONS)
def test_what_a_question_holds_to(text, level, expected):
    tree = parse(text, records=Names()).tree
    found = chips(SearchParams(text=text, level=level), tree)
    assert [(chip.label, chip.value, asked_for(chip.address)) for chip in found] == expected


def test_days_chosen_beside_the_question_are_kept_by_its_chips():
    asked = SearchParams(text="هدنة -تركيا", sort="oldest", chosen={"source": ("nahr",)})
    (chip,) = chips(asked, parse(asked.text, records=Names()).tree)
    assert parse_qs(chip.address[1:]) == {"q": ["هدنة"], "sort": ["oldest"], "source": ["nahr"]}


@settings(max_examples=300, deadline=None)
@given(trees)
def test_just_the_part_goes(tree):
    """Read back, the question without a part holds every leaf but those of the part, as often."""

    def leaves(node):
        return sorted(
            repr(part)
            for _, part in removable_parts(node)
            if not isinstance(part, And | Or | InField | Near | Everything)
        )

    for path, part in removable_parts(tree):
        left = without_part(tree, path)
        rest = leaves(tree)
        for leaf in leaves(part):
            rest.remove(leaf)
        assert leaves(left) == rest
        written = unparse(left)
        if len(written) <= 500:
            assert parse(written, records=Names()).tree == left, written
