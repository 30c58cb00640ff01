"""No text is an error: 5,000 generated questions, the worst that anybody could paste, and whatever hypothesis finds."""

import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arabic import Level
from search.query.parser import parse
from search.query.plan import AllArticles, AllOf, AnyOf, AnyTerm, NoArticles, Node, Sequence, Without
from search.query.planner import plan_query
from search.query.question import QUESTION_LIMIT, Code, Question
from search.query.tree import all_of, map_leaves
from tests.support.names import Forms, Names
from tests.support.questions import NASTY, PIECES


def check(question: Question) -> None:
    """What every question must be: bounded, printable, with notices that a page can word."""
    assert len(question.text) <= QUESTION_LIMIT
    question.text.encode()
    repr(question.tree).encode()
    assert isinstance(hash(question), int)
    assert all(isinstance(notice.code, Code) for notice in question.notices)
    assert len(set(question.notices)) == len(question.notices)
    assert map_leaves(question.tree, lambda leaf: leaf) == question.tree == all_of([question.tree])


def generated(seed: int) -> str:
    chance = random.Random(seed)
    pieces = [chance.choice(PIECES) for _ in range(chance.randint(0, 40))]
    return "".join(piece + chance.choice(("", " ", " ")) for piece in pieces)


def test_five_thousand_generated_questions(analyzer):
    for seed in range(5_000):
        typed = generated(seed)
        question = parse(typed, records=Names(), plain=seed % 17 == 0, any_word=seed % 5 == 0)
        check(question)
        level = tuple(Level)[seed % len(Level)]
        found = plan_query(question.tree, analyzer=analyzer, vocabulary=Forms("سوريا", "كتاب"), level=level)
        check_plan(found.tree, at_top=True)
        if not question.empty and not question.notices:
            assert found.tree != AllArticles(), typed


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_the_worst_to_paste(typed, analyzer):
    limit = sys.getrecursionlimit()
    for plain in (False, True):
        question = parse(typed, records=Names(), plain=plain)
        check(question)
        check_plan(plan_query(question.tree, analyzer=analyzer, vocabulary=Forms()).tree, at_top=True)
    assert sys.getrecursionlimit() == limit


@settings(max_examples=400, deadline=None)
@given(st.text(), st.booleans(), st.booleans())
def test_no_text_makes_the_parser_raise(typed, plain, any_word):
    check(parse(typed, records=Names(), plain=plain, any_word=any_word))


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=60).map("".join), st.booleans())
def test_no_text_of_the_language_makes_the_parser_raise(typed, any_word):
    check(parse(typed, records=Names(), any_word=any_word))


def check_plan(node: Node, *, at_top: bool = False) -> None:
    """Everything and NoArticles stand alone or as what a negation keeps; branches have two parts or more."""
    match node:
        case AllOf(parts) | AnyOf(parts):
            assert len(parts) > 1
            for part in parts:
                assert type(part) is not type(node)
                check_plan(part)
        case Without(kept, dropped):
            assert not isinstance(dropped, AllArticles | NoArticles)
            check_plan(kept, at_top=kept == AllArticles())
            check_plan(dropped)
        case AnyTerm(_, terms):
            assert terms
        case Sequence(_, slots):
            assert len(slots) > 1
            assert all(slots)
        case AllArticles() | NoArticles():
            assert at_top
