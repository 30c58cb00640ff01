"""Pairwise scores on cases counted by hand."""

import numpy as np
import pytest

from benchmarks import pairwise
from benchmarks.intervals import draws
from benchmarks.pairwise import Level
from benchmarks.treebank import Item

# Lemma a has three forms (three pairs), b two (one pair), c one.
ITEMS = [Item(form, form[0], "NOUN") for form in ("a1", "a2", "a3", "b1", "b2", "c1")]


def by(**keys: str) -> Level:
    return Level.of(lambda form: keys[form].split())


def scored(level: Level) -> tuple[float, float, float]:
    return pairwise.point(pairwise.judged(ITEMS, pairwise.found(ITEMS, level)))


def test_all_right():
    assert scored(Level.of(lambda form: [form[0]])) == (1, 1, 1)


def test_some_right():
    # Found: a1-a2 (right), a1-b1, a2-b1 (wrong), b1-b2 (right), not a1-a3, a2-a3.
    level = by(a1="x", a2="x", a3="y", b1="x z", b2="z", c1="w")
    assert pairwise.found(ITEMS, level) == {(0, 1), (0, 3), (1, 3), (3, 4)}
    assert scored(level) == pytest.approx((2 / 4, 2 / 4, 1 / 2))


def test_nothing_found():
    assert scored(Level.of(lambda form: [form])) == (0, 0, 0)


def test_asking_may_go_one_way():
    level = Level(lambda form: ["a1"] if form == "a2" else [], lambda form: [form])
    assert pairwise.found(ITEMS, level) == {(0, 1)}


def test_lemmas_are_drawn_with_their_forms():
    judged = pairwise.judged(ITEMS, {(0, 1), (0, 3), (0, 5)})
    # Lemma a twice, b once, c not at all: two right (of six and one), two wrong, and none with c.
    (precision,), (recall,), _ = pairwise.scores(judged, np.array([[2.0, 1.0, 0.0]]))
    assert (precision, recall) == pytest.approx((2 / 4, 2 / 7))


def test_an_interval_holds_its_value_and_a_system_gains_nothing_over_itself():
    items = [Item(f"{lemma}{number}", str(lemma), "NOUN") for lemma in range(60) for number in range(4)]
    # Every third lemma is not found at all, every fifth is taken for the one before it.
    key = {lemma: lemma - 1 if lemma % 5 == 0 else lemma for lemma in range(60)}
    level = Level.of(lambda form: [form if int(form[:-1]) % 3 == 0 else str(key[int(form[:-1])])])
    judged = pairwise.judged(items, pairwise.found(items, level))
    for figure in pairwise.measured(judged):
        assert figure.low < figure.value < figure.high
    nothing = pairwise.gain(judged, judged)
    assert nothing.low == nothing.value == nothing.high == 0


def test_draws_are_the_same_each_time():
    assert (draws(7) == draws(7)).all()
    assert (draws(7).sum(axis=1) == 7).all()
