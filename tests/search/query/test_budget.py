"""A question that would cost too much is narrowed before it is asked, and says so; every other one stays as it is."""

from collections.abc import Iterable, Mapping

import pytest

from search.query import plan
from search.query.budget import TERMS_LIMIT, slots_of, within_effort, within_terms
from search.query.plan import AllOf, AnyTerm, NearSpans, Sequence, Term, Without
from search.query.planner import QueryPlan, SearchTerm
from search.query.question import Code
from search.query.walk import leaves


class Counting:
    """An engine that reads every posting of a phrase's terms, at each distance of a near pair."""

    EFFORT_LIMIT = 1_000

    def __init__(self, held: Mapping[str, int]) -> None:
        self.held, self.asked = held, 0

    def effort(self, placed: Iterable[Sequence | NearSpans], held: Mapping[str, int]) -> int:
        return sum(
            (leaf.distance if isinstance(leaf, NearSpans) else 1)
            * sum(held[term.text] for slot in slots_of(leaf) for term in slot)
            for leaf in placed
        )

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        self.asked += 1
        return {term: self.held.get(term, 0) for term in terms}


def slot(*texts: str) -> tuple[Term, ...]:
    return tuple(map(Term, texts))


def planned(tree: plan.Node) -> QueryPlan:
    return QueryPlan(tree, (), ())


class Stoppable(Counting):
    """An engine that can be stopped."""

    EFFORT_LIMIT = None


def effort(found: QueryPlan, engine: Counting) -> int:
    held = engine.frequencies({term.text for _, leaf in leaves(found.tree) for slot in slots_of(leaf) for term in slot})
    return engine.effort([leaf for _, leaf in leaves(found.tree) if not isinstance(leaf, AnyTerm)], held)


def codes(found: QueryPlan) -> list[Code]:
    return [notice.code for notice in found.notices]


def test_a_common_question_is_neither_changed_nor_counted():
    engine = Counting({})
    found = planned(AllOf((AnyTerm("text", slot("رئيس")), Sequence("text", (slot("مجلس"), slot("الوزراء"))))))
    assert within_effort(within_terms(found), engine) is found
    assert engine.asked == 0


@pytest.mark.parametrize("words", [2, 9, 60])
def test_all_words_together_stand_for_so_many_terms_at_most(words):
    each = 600
    slots = [slot(*(f"ك{word}ل{n}" for n in range(each))) for word in range(words)]
    few = AnyTerm("text", slot("هجوم", "=هجوم"))
    terms = tuple(SearchTerm(f"ك{word}", None, slots[word]) for word in range(words))
    tree = AllOf((few, *(AnyTerm("text", one) for one in slots)))
    found = within_terms(QueryPlan(tree, terms, ()))
    kept = [leaf.terms for _, leaf in leaves(found.tree)]
    assert kept[0] == few.terms
    if words * each <= TERMS_LIMIT:
        assert found.tree == tree
    else:
        sizes = {len(one) for one in kept[1:]}
        assert len(sizes) == 1
        assert 0.9 * TERMS_LIMIT < sum(map(len, kept)) <= TERMS_LIMIT
        assert codes(found) == [Code.TERMS_CUT]
        assert dict(found.notices[0].params)["limit"] in sizes
        assert [len(term.terms) for term in found.search_terms] == [len(one) for one in kept[1:]]
        assert all(one == whole[: len(one)] for one, whole in zip(kept[1:], slots, strict=True))


def test_an_engine_that_can_be_stopped_is_asked_for_nothing():
    engine = Stoppable({"في": 10**6})
    found = planned(NearSpans("text", ((slot("في"),),), ((slot("في"),),), 100))
    assert within_effort(found, engine) is found
    assert engine.asked == 0


def test_the_most_frequent_terms_leave_a_near_pair_first():
    engine = Counting({"في": 900, "من": 800, "مدينة": 90, "قرية": 40, "نهر": 30})
    near = NearSpans("text", ((slot("في"),), (slot("مدينة"),), (slot("من"),)), ((slot("قرية", "نهر"),),), 5, "…")
    found = within_effort(planned(near), engine)
    assert found.tree == NearSpans("text", ((slot("مدينة"),),), near.right, 5, "…")
    assert effort(found, engine) <= engine.EFFORT_LIMIT
    assert [dict(notice.params) for notice in found.notices] == [{"words": "في، من"}]


def test_each_word_of_a_phrase_keeps_a_term_and_each_side_a_span():
    words = range(40)
    engine = Counting({f"في{n}": 900 for n in words} | {f"من{n}": 800 for n in words})
    phrase = Sequence("text", tuple(slot(f"في{n}", f"من{n}") for n in words))
    found = within_effort(planned(phrase), engine)
    assert found.tree == Sequence("text", tuple(slot(f"من{n}") for n in words))
    engine = Counting({"في": 900, "من": 800, "على": 700})
    near = NearSpans("text", ((slot("في"), slot("من")), (slot("من"), slot("على"))), ((slot("في"),),), 1)
    assert within_effort(planned(near), engine).tree == NearSpans("text", (near.left[1],), near.right, 1)


def test_what_is_still_dear_is_looked_for_nearer():
    engine = Counting({"نهر": 30, "قرية": 20})
    near = NearSpans("text", ((slot("نهر"),),), ((slot("قرية"),),), 100)
    found = within_effort(planned(near), engine)
    assert found.tree == NearSpans("text", near.left, near.right, 20)
    assert codes(found) == [Code.NARROWED_DISTANCE]


def test_excluded_and_nested_parts_are_narrowed_too():
    engine = Counting({"في": 1_900, "من": 1_800, "نهر": 3})
    near = NearSpans("text", ((slot("في"),), (slot("نهر"),)), ((slot("من"),), (slot("نهر"),)), 1)
    word = AnyTerm("text", slot("هجوم"))
    rare = NearSpans("text", ((slot("نهر"),),), ((slot("نهر"),),), 1)
    found = within_effort(planned(Without(word, AllOf((near, word)))), engine)
    assert found.tree == Without(word, AllOf((rare, word)))
