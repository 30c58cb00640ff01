"""Pairs of words checked by hand: at which level a typed word finds another, and at which it must not.

word_pairs.tsv has a row a pair: its kind, the typed word, a word of an article, the level, whether they meet there, and
what fault of the analysis stands against it today, if any. Words that meet at a level meet at the wider ones; words
that must not meet at a level must not at the narrower ones.
"""

import csv
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from arabic import Analyzer, Level, exact, spelling
from search.query import plan, tree
from search.query.planner import plan_query

TABLE = Path(__file__).with_name("word_pairs.tsv")
WIDENING = [Level.EXACT, Level.LEMMA, Level.DERIVATION, Level.ROOT]


class OneForm:
    """The vocabulary of an archive that holds one form."""

    def __init__(self, form: str) -> None:
        self._form = exact(form)

    def forms_spelled(self, spellings: Collection[str]) -> tuple[str, ...]:
        return (self._form,) if spelling(self._form) in spellings else ()

    def forms_beginning(self, spellings: Collection[str], limit: int) -> tuple[str, ...]:
        return ()

    def forms_of(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        return {}


def rows() -> Iterator[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as table:
        yield from csv.DictReader(table, delimiter="\t")


def pairs() -> Iterator[Any]:
    for row in rows():
        marks = [pytest.mark.xfail(reason=row["fault"], strict=True)] if row["fault"] else []
        name = "-".join((row["kind"], row["one"], row["other"], row["level"], row["meets"]))
        yield pytest.param(row["one"], row["other"], Level(row["level"]), row["meets"] == "yes", marks=marks, id=name)


def finds(analyzer: Analyzer, typed: str, other: str, level: Level) -> bool:
    """Whether the question of a typed word at a level finds an article that holds the other."""
    found = plan_query(tree.Word(typed), analyzer=analyzer, vocabulary=OneForm(other), level=level).tree
    assert isinstance(found, plan.AnyTerm)
    return not {term.text for term in found.terms}.isdisjoint(analyzer.terms(other))


@pytest.mark.parametrize(("one", "other", "level", "meets"), list(pairs()))
def test_pair(analyzer: Analyzer, one: str, other: str, level: Level, meets: bool) -> None:
    place = WIDENING.index(level) if level in WIDENING else None
    levels = [level] if place is None else WIDENING[place:] if meets else WIDENING[: place + 1]
    assert {at: finds(analyzer, one, other, at) for at in levels} == dict.fromkeys(levels, meets)


def test_the_table_is_wide_and_nearly_whole() -> None:
    table = list(rows())
    assert len(table) >= 400
    assert len({row["kind"] for row in table}) >= 25
    assert min(Counter(row["meets"] for row in table).values()) >= 100
    assert sum(bool(row["fault"]) for row in table) <= 0.05 * len(table)
