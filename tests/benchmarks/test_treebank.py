"""Forms and gold lemmas, read from a treebank written by hand."""

import pytest

from benchmarks.treebank import Item, items, sentences, unvocalised, vocalised

ROWS = [
    ("1-2", "بالكتاب", "_", "_", "_"),
    ("1", "ب", "بِ", "ADP", "SpaceAfter=No"),
    ("2", "الكِتاب", "كِتَاب", "NOUN", "SpaceAfter=No"),
    ("3", ".", ".", "PUNCT", "_"),
    None,
    ("1", "كتابهم", "كِتاب", "NOUN", "_"),
    ("2", "كُتّاب", "كاتِب", "NOUN", "_"),
    ("3", "كتاب", "كاتِب", "PROPN", "_"),
    ("4", "كتاب", "كاتِب", "NOUN", "_"),
    ("5", "في", "فِي", "ADP", "_"),
    ("6", "غير", "غَير", "NOUN", "SpaceAfter=No"),
    ("7", "عادل", "عادِل", "ADJ", "_"),
]


@pytest.fixture
def treebank(tmp_path):
    lines = ("" if row is None else "\t".join([*row[:4], "_", "_", "0", "_", "_", row[4]]) for row in ROWS)
    path = tmp_path / "hand.conllu"
    path.write_text("# sent_id = 1\n" + "\n".join(lines) + "\n\n", encoding="utf-8")
    return path


def test_a_form_is_a_written_word_with_one_content_word(treebank):
    found = sentences(treebank)
    assert [len(sentence) for sentence in found] == [1, 6]
    assert items(found) == [
        Item("بالكتاب", "كتاب", "NOUN"),
        Item("كتابهم", "كتاب", "NOUN"),
        Item("كتاب", "كاتب", "NOUN"),
    ]


@pytest.mark.parametrize(("lemma", "plain"), [("كِتَاب", "كتاب"), ("أَعلَى", "اعلي"), ("مَدرَسَة", "مدرسه")])
def test_without_harakat(lemma, plain):
    assert unvocalised(lemma) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كِتَاب", "كِتاب"),
        ("تَدْوِين", "تَدوِين"),
        ("زِيادَة", "زِيَادَة"),
        ("كُورِيّ", "كورِيّ"),
        ("ٱِنتِقال", "اِنتِقَال"),
        ("عَمَلِيَّة", "عَمَلِيَّة"[:-3] + "\u064e\u0651" + "ة"),
        ("فَتًى", "فَتى"),
    ],
)
def test_one_lemma_vocalised_in_two_ways(one, other):
    assert vocalised(one) == vocalised(other)


@pytest.mark.parametrize(
    ("one", "other"), [("شاهَد", "شاهِد"), ("قَدَّر", "قَدَر"), ("بُعد", "بَعُد"), ("بَدَا", "بَدَأ"), ("عامّ", "عام")]
)
def test_two_lemmas_that_harakat_tell_apart(one, other):
    assert vocalised(one) != vocalised(other)
