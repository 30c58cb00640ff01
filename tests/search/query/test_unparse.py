"""A tree written out as a question is read back as the same tree."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arabic import Level
from arabic.tokens import tokens
from search.query.items import clean
from search.query.parser import parse
from search.query.question import NEAR_LIMIT, QUESTION_LIMIT
from search.query.tree import (
    Beginning,
    Field,
    InField,
    Near,
    OfRecord,
    Phrase,
    Published,
    Word,
    all_of,
    any_of,
    without,
)
from search.query.unparse import unparse

from .conftest import NAMES, Names
from .test_dates import QUESTIONS
from .test_never_raises import NASTY, PIECES
from .test_parse import ROWS

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


@pytest.mark.parametrize("typed", [typed for typed, _ in ROWS + QUESTIONS])
def test_every_row_is_read_back(typed):
    tree = parse(typed, records=Names()).tree
    assert parse(unparse(tree), records=Names()).tree == tree


def test_a_level_without_a_sign_is_refused():
    with pytest.raises(ValueError, match="spelling"):
        unparse(Word("كتاب", Level.SPELLING))


# What the tokenizer finds in any text can stand in a tree, as well as what reads like a part of the language.
PIECE = st.sampled_from(PIECES) | st.characters()
STRANGE = ["أو", "NOT", "و", "ب", "بال", "كـ", "كِتاب", "5", "1,5", "أ.ف.ب", "أ ف ب", "x", "AND", "من", "near5", "@x"]
STRANGE += ["AD", "هجري"]
found = st.lists(PIECE, min_size=1, max_size=6).map(lambda pieces: tokens(clean("".join(pieces))[0])).filter(bool)
words = st.sampled_from(STRANGE) | found.flatmap(st.sampled_from).map(lambda token: token.text)
levels = st.sampled_from([None, Level.EXACT, Level.DERIVATION, Level.ROOT])
days = st.dates(date(1950, 1, 1), date(2050, 1, 1))
wordy = st.one_of(
    st.builds(Word, words, levels),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(Phrase, st.lists(words, min_size=2, max_size=3).map(tuple), levels),
    st.builds(Beginning, st.sampled_from(["تحرير", "كِتا", "أو", "من", "near5", "20", "x1", "بالـ"])),
)
leaves = st.one_of(
    wordy,
    st.sampled_from([OfRecord(kind, ids, name) for (kind, name), ids in NAMES.items()]),
    st.builds(lambda a, b: Published(min(a, b), max(a, b)), days, days),
    st.builds(Published, days, st.none()),
    st.builds(Published, st.none(), days),
)
sides = wordy | st.lists(wordy, min_size=2, max_size=3).map(any_of)
trees = st.recursive(
    leaves | st.builds(Near, sides, sides, st.integers(1, NEAR_LIMIT)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        inner.map(without),
        st.builds(InField, st.sampled_from(Field), inner),
    ),
    max_leaves=8,
)


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
