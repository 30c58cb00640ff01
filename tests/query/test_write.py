"""A tree written out as a question is read back as the same tree."""

import re
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search.analysis import Level
from search.query.parser import parse
from search.query.tree import (
    Field,
    InField,
    OfRecord,
    Phrase,
    Published,
    Word,
    all_of,
    any_of,
    without,
)
from search.query.write import write

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
]


@pytest.mark.parametrize(("typed", "written"), WRITTEN)
def test_how_it_is_written(typed, written):
    assert write(parse(typed, records=Names()).tree) == written


@pytest.mark.parametrize("typed", [typed for typed, _ in ROWS + QUESTIONS])
def test_every_row_is_read_back(typed):
    tree = parse(typed, records=Names()).tree
    assert parse(write(tree), records=Names()).tree == tree


def test_a_level_without_a_sign_is_refused():
    with pytest.raises(ValueError, match="spelling"):
        write(Word("كتاب", Level.SPELLING))


words = st.sampled_from(["سوريا", "أو", "NOT", "و", "ب", "بال", "كِتاب", "5", "1,5", "أ.ف.ب", "أ ف ب", "x", "AND", "من"])
levels = st.sampled_from([None, Level.EXACT, Level.ROOT])
days = st.dates(date(1950, 1, 1), date(2050, 1, 1))
leaves = st.one_of(
    st.builds(Word, words, levels),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(Phrase, st.lists(words, min_size=2, max_size=3).map(tuple), levels).filter(
        lambda phrase: phrase.level is not Level.ROOT or max(map(len, phrase.words)) > 1  # جذر:"ك ت ب" is one root
    ),
    st.sampled_from([OfRecord(kind, ids, name) for (kind, name), ids in NAMES.items()]),
    st.builds(lambda a, b: Published(min(a, b), max(a, b)), days, days),
    st.builds(Published, days, st.none()),
    st.builds(Published, st.none(), days),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        inner.map(without),
        st.builds(InField, st.sampled_from(Field), inner),
    ),
    max_leaves=8,
)


@settings(max_examples=600, deadline=None)
@given(trees)
def test_any_tree_is_read_back(tree):
    written = write(tree)
    if len(written) <= 500:
        assert parse(written, records=Names()).tree == tree, written


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=25).map("".join))
def test_any_question_is_read_back(typed):
    assume(not re.search("[بكلف]ـ+-", typed))
    tree = parse(typed, records=Names()).tree
    written = write(tree)
    if len(written) <= 500:
        assert parse(written, records=Names()).tree == tree, written


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_the_worst_can_be_written(typed):
    assert isinstance(write(parse(typed, records=Names()).tree), str)
