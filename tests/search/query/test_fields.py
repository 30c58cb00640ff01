"""The record fields: known values become records, unknown ones stay words."""

import pytest

from search.query.parser import parse
from search.query.question import Code, notice
from search.query.tree import And, InField, Node, Not, OfRecord, Or, Phrase, RecordKind, Word
from tests.support.names import NAMES, Names

TYPED = {
    RecordKind("source"): ("مصدر", "المصدر", "source"),
    RecordKind("agency"): ("وكالة", "الوكالة", "وكاله", "agency"),
    RecordKind("author"): ("كاتب", "الكاتب", "author"),
    RecordKind("section"): ("قسم", "القسم", "section", "SECTION"),
    RecordKind("place"): ("مكان", "المكان", "place"),
    RecordKind("person"): ("شخص", "الشخص", "person"),
    RecordKind("organisation"): ("جهة", "الجهة", "جهه", "organisation", "organization"),
    RecordKind("subject"): ("موضوع", "الموضوع", "subject"),
}


def ask(text: str) -> Node:
    return parse(text, records=Names()).tree


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in TYPED.items() for name in names])
def test_every_name_of_a_field(kind, name):
    value, ids = next((value, ids) for (known, value), ids in NAMES.items() if known == kind)
    assert ask(f'{name}:"{value}"') == OfRecord(kind, ids, value)
    assert ask(f"{name}:{value.replace(' ', '_')}") == OfRecord(kind, ids, value.replace(" ", "_"))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("مصدر:ايلاف", OfRecord(RecordKind("source"), (1,), "ايلاف")),
        ("مصدر:إيلاف سوريا", And((OfRecord(RecordKind("source"), (1,), "إيلاف"), Word("سوريا")))),
        ("-مصدر:إيلاف", Not(OfRecord(RecordKind("source"), (1,), "إيلاف"))),
        ("مكان:«دير الزور»", OfRecord(RecordKind("place"), (6, 7), "دير الزور")),
        (
            'مكان:(سوريا أو "دير الزور")',
            Or((OfRecord(RecordKind("place"), (8,), "سوريا"), OfRecord(RecordKind("place"), (6, 7), "دير الزور"))),
        ),
        (
            "مصدر:إيلاف أو مصدر:رويترز",
            Or(tuple(OfRecord(RecordKind("source"), *v) for v in (((1,), "إيلاف"), ((2,), "رويترز")))),
        ),
        ("مصدر: إيلاف", And((Word("مصدر"), Word("إيلاف")))),
        ("مصدر:مجهول", And((Word("مصدر"), Word("مجهول")))),
        ('مصدر:"لا أحد"', And((Word("مصدر"), Phrase(("لا", "أحد"))))),
        ("-مصدر:مجهول سوريا", And((Not(And((Word("مصدر"), Word("مجهول")))), Word("سوريا")))),
        ("مكان:إيلاف", And((Word("مكان"), Word("إيلاف")))),
        ("مصدر إيلاف", And((Word("مصدر"), Word("إيلاف")))),
    ],
)
def test_records_in_a_question(typed, tree):
    assert ask(typed) == tree


def test_an_unknown_name_in_a_group_stays_a_word():
    question = parse("مكان:(سوريا أو القمر)", records=Names())
    assert question.tree == Or((OfRecord(RecordKind("place"), (8,), "سوريا"), Word("القمر")))
    assert question.notices == (notice(Code.UNKNOWN_VALUE, field="مكان", value="القمر"),)


def test_a_record_inside_a_field_is_still_a_record():
    assert ask("عنوان:(هدنة مصدر:إيلاف)") == InField(
        "headline", And((Word("هدنة"), OfRecord(RecordKind("source"), (1,), "إيلاف")))
    )
