"""A tree written out as a question is read back as the same tree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arabic import Level
from search.query.parser import parse
from search.query.question import QUESTION_LIMIT
from search.query.tree import (
    Word,
)
from search.query.unparse import unparse
from tests.support.names import Names
from tests.support.questions import NASTY, PIECE, trees

WRITTEN = [
    ("سوريا -تركيا", "سوريا -تركيا"),
    ("(سوريا لبنان) OR «القضاء التام»", '(سوريا لبنان) أو "القضاء التام"'),
    ("-5 NOT 5", "5 NOT 5"),
    ("المصدر:إيلاف", 'مصدر:"إيلاف"'),
    ("date:2019-03", "تاريخ:2019-03-01..2019-03-31"),
    ("من:23/3/2019", "من:2019-03-23"),
    ("root:كتب", "جذر:كتب"),
    ("أو هدنة", '~"أو" هدنة'),
    ("derivation:أعلن", "اشتقاق:أعلن"),
    ("#تحرير* NEAR/٣ سوريا OR هدنة", "تحرير* قرب/3 (سوريا أو هدنة)"),
    ("سوريا NEAR/3 هدنة near/2 غزة", "سوريا قرب/3 هدنة هدنة قرب/2 غزة"),
    ("(سوريا NEAR/3 هدنة) أو غزة", "(سوريا قرب/3 هدنة) أو غزة"),
    ("-(سوريا NEAR/3 هدنة)", "-(سوريا قرب/3 هدنة)"),
    ('عنوان:"@x" عنوان:~"@x"', 'عنوان:"@x" عنوان:(@x)'),
    ("5كـ-@x", '~"5، _كـ، @x"'),
    ('من:2019"وAD', 'من:2019-01-01 ~"AD"'),
]


@pytest.mark.parametrize(("typed", "written"), WRITTEN)
def test_how_it_is_written(typed, written):
    assert unparse(parse(typed, records=Names()).tree) == written


def test_a_level_without_a_sign_is_refused():
    with pytest.raises(ValueError, match="spelling"):
        unparse(Word("كتاب", Level.SPELLING))


@settings(max_examples=2_000, deadline=None)
@given(trees)
def test_any_tree_is_read_back(tree):
    written = unparse(tree)
    if len(written) <= QUESTION_LIMIT:
        assert parse(written, records=Names()).tree == tree, written


@settings(max_examples=3_000, deadline=None)
@given(st.lists(PIECE, max_size=25).map("".join))
def test_any_question_is_read_back(typed):
    tree = parse(typed, records=Names()).tree
    written = unparse(tree)
    if len(written) <= QUESTION_LIMIT:
        assert parse(written, records=Names()).tree == tree, written


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_the_worst_can_be_written(typed):
    assert isinstance(unparse(parse(typed, records=Names()).tree), str)
