"""Narrow the plan of a question that would cost too much. This is done before it is asked, with a notice.

Two things make a question dear: the number of terms that its words stand for, each of which an engine looks up, and
phrases and near pairs of frequent words, whose places it reads one by one.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol, TypeAlias

from search.query import plan
from search.query.plan import Span, Term
from search.query.planner import QueryPlan
from search.query.question import Code, Notice, notice
from search.query.walk import Leaf, leaves

TERMS_LIMIT = 3_000
"""Terms that all words of a question together may stand for. A journalist's question has some hundred; sixteen words at
the root level have about two thousand."""

PLAIN_TERMS, PLAIN_PHRASES = 64, 16
"""So many phrases of so many terms together are not dear on any engine: their terms are not counted."""

NAMED = 6
"""Largest number of left out forms that a notice names."""

Placed: TypeAlias = plan.Sequence | plan.NearSpans
Slot: TypeAlias = tuple[Term, ...]
Held: TypeAlias = Mapping[str, int]
"""Term -> number of articles that hold it."""


class Effort(Protocol):
    """How much work an engine has with phrases and near pairs, and how much it may have with one question; None if it
    can be stopped in the middle."""

    EFFORT_LIMIT: int | None

    def effort(self, placed: Iterable[Placed], held: Held) -> int:
        """Return about how many postings the engine reads for the phrases and near pairs of a question."""
        ...

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return how many articles hold each of the terms."""
        ...


def within_terms(found: QueryPlan) -> QueryPlan:
    """Return the plan with at most TERMS_LIMIT terms: each word keeps its first terms, all words the same number at
    most."""
    sizes = sorted(len(slot) for slot in {slot for _, leaf in leaves(found.tree) for slot in slots_of(leaf)})
    if sum(sizes) <= TERMS_LIMIT:
        return found
    most = bisect_left(range(1, TERMS_LIMIT), True, key=lambda n: sum(min(n, size) for size in sizes) > TERMS_LIMIT)
    terms = tuple(replace(term, terms=term.terms[:most]) for term in found.search_terms)
    tree = mapped(found.tree, lambda leaf: _with_slots(leaf, lambda slot: slot[:most]))
    return QueryPlan(tree, terms, (*found.notices, notice(Code.TERMS_CUT, limit=most)))


def within_effort(found: QueryPlan, engine: Effort) -> QueryPlan:
    """Return the plan with its phrases and near pairs narrowed to what the engine may do for one question.

    Of words that stand for several terms the most frequent terms are left out, as many as needed. If that is not
    enough, near pairs are searched at a shorter distance. What then still is dear is left to the deadline. May raise
    what `engine.frequencies` raises.
    """
    limit = engine.EFFORT_LIMIT
    if limit is None:
        return found
    placed = [leaf for _, leaf in leaves(found.tree) if isinstance(leaf, Placed)]
    slots = {slot for leaf in placed for slot in slots_of(leaf)}
    if not largest_distance(placed) and sum(map(len, slots)) <= PLAIN_TERMS and len(placed) <= PLAIN_PHRASES:
        return found
    held = engine.frequencies({term.text for slot in slots for term in slot})

    def dear(changed: Iterable[Placed]) -> bool:
        return engine.effort(changed, held) > limit

    if not dear(placed):
        return found
    # The highest frequency that a term may have, from those that occur.
    steps = sorted({count for count in held.values() if count})
    fitting = bisect_left(steps, True, key=lambda most: dear(_rarer(leaf, most, held) for leaf in placed)) - 1
    most = steps[fitting] if fitting >= 0 else 0
    rarer = [_rarer(leaf, most, held) for leaf in placed]
    notices = list(_left_out(slots, {slot for leaf in rarer for slot in slots_of(leaf)}, held))
    distance = largest_distance(rarer)
    if dear(rarer) and distance > 1:
        distance = max(
            1, bisect_left(range(1, distance), True, key=lambda most: dear(_closer(leaf, most) for leaf in rarer))
        )
        notices.append(notice(Code.NARROWED_DISTANCE, limit=distance))
    tree = mapped(
        found.tree, lambda leaf: _closer(_rarer(leaf, most, held), distance) if isinstance(leaf, Placed) else leaf
    )
    return QueryPlan(tree, found.search_terms, (*found.notices, *notices))


def spans_of(leaf: Leaf) -> tuple[Span, ...]:
    """Return the spans of a leaf: those of both sides of a near pair."""
    match leaf:
        case plan.AnyTerm(_, terms):
            return ((terms,),)
        case plan.Sequence(_, slots):
            return (slots,)
        case plan.NearSpans(_, left, right):
            return (*left, *right)


def slots_of(leaf: Leaf) -> Iterator[Slot]:
    """Yield the slots of a leaf."""
    for span in spans_of(leaf):
        yield from span


def largest_distance(placed: Iterable[Placed]) -> int:
    """Return the largest distance of near pairs, 0 if there are none."""
    return max((leaf.distance for leaf in placed if isinstance(leaf, plan.NearSpans)), default=0)


def mapped(node: plan.Node, change: Callable[[Leaf], plan.Node]) -> plan.Node:
    """Return the plan node with its leaves changed."""
    match node:
        case plan.AnyTerm() | plan.Sequence() | plan.NearSpans():
            return change(node)
        case plan.AllOf(parts):
            return plan.AllOf(tuple(mapped(part, change) for part in parts))
        case plan.AnyOf(parts):
            return plan.AnyOf(tuple(mapped(part, change) for part in parts))
        case plan.Without(kept, dropped):
            return plan.Without(mapped(kept, change), mapped(dropped, change))
    return node


def _with_slots(leaf: Leaf, change: Callable[[Slot], Slot]) -> Leaf:
    """Return the leaf with each slot changed."""
    match leaf:
        case plan.AnyTerm(_, terms):
            return replace(leaf, terms=change(terms))
        case plan.Sequence(_, slots):
            return replace(leaf, slots=tuple(map(change, slots)))
        case plan.NearSpans(_, left, right):
            return replace(leaf, left=_with_spans(left, change), right=_with_spans(right, change))


def _with_spans(side: tuple[Span, ...], change: Callable[[Slot], Slot]) -> tuple[Span, ...]:
    return tuple(tuple(map(change, span)) for span in side)


def _rarer(leaf: Placed, most: int, held: Held) -> Placed:
    """Return a phrase or near pair without the terms that more than `most` articles hold. A phrase keeps the rarest
    term of each word, a side of a near pair one span."""

    def kept(slot: Slot) -> Slot:
        return tuple(term for term in slot if held[term.text] <= most)

    def rarest(slot: Slot) -> Slot:
        return kept(slot) or (min(slot, key=lambda term: (not held[term.text], held[term.text])),)

    def side(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        whole = tuple(span for span in _with_spans(spans, kept) if all(span))
        return whole or (min(_with_spans(spans, rarest), key=lambda span: sum(held[s[0].text] for s in span)),)

    if isinstance(leaf, plan.Sequence):
        return replace(leaf, slots=tuple(map(rarest, leaf.slots)))
    return replace(leaf, left=side(leaf.left), right=side(leaf.right))


def _closer(leaf: Placed, most: int) -> Placed:
    """Return a near pair with this distance at most; a phrase as it is."""
    return replace(leaf, distance=min(leaf.distance, most)) if isinstance(leaf, plan.NearSpans) else leaf


def _left_out(before: Collection[Slot], after: Collection[Slot], held: Held) -> Iterator[Notice]:
    """Yield the notice that names the most frequent of the left out terms."""
    kept = {term.text for slot in after for term in slot}
    gone = {term.text for slot in before for term in slot} - kept
    forms = dict.fromkeys(text.lstrip("=") for text in sorted(gone, key=lambda text: (-held[text], text)))
    if forms:
        yield notice(Code.TOO_FREQUENT, words="، ".join(list(forms)[:NAMED]))
