"""Every engine against the plainest reading of the tree: loops over the documents, no index at all."""

import random
from datetime import date
from typing import Any

import pytest

from search.backends import BuiltWith
from search.query import plan as r
from tests.support.engines import write

WORDS = [f"={letter}" for letter in "ابتثج"] + ["lemma1", "lemma2"]
REPLICAS = 0
DAYS = [0, *range(date(2019, 1, 1).toordinal(), date(2019, 1, 9).toordinal())]


def document(pk: int, choose: random.Random) -> dict[str, Any]:
    """A document of random terms: two blocks with a gap, sometimes two terms at a position."""
    places = [*range(choose.randint(0, 5)), *range(200, 200 + choose.randint(0, 5))]
    text = [(place, tuple(choose.sample(WORDS, choose.randint(1, 2)))) for place in places]
    records = {kind: tuple(choose.sample(range(1, 4), choose.randint(0, 2))) for kind in ("place", "subject")}
    day = choose.choice(DAYS)
    return {
        "text": text,
        "headline": text[:3],
        "records": records,
        "article": pk,
        "version": 1,
        "day": day,
        "order": moment(day),
    }


def moment(day: int) -> int:
    """Microseconds since 1970, as documents have them."""
    return (day - date(1970, 1, 1).toordinal()) * 86_400_000_000


def tree(choose: random.Random, depth: int = 3) -> r.Node:
    """A random resolved tree."""
    field = choose.choice(("text", "headline"))
    terms = lambda: tuple(r.Term(text, choose.random()) for text in choose.sample(WORDS, choose.randint(1, 3)))  # noqa: E731
    inner = [tree(choose, depth - 1) for _ in range(choose.randint(2, 3))] if depth else []
    first, last = sorted(date.fromordinal(day) for day in choose.sample(DAYS[1:], 2))
    span = lambda: tuple(terms() for _ in range(choose.randint(1, 2)))  # noqa: E731
    side = lambda: tuple(span() for _ in range(choose.randint(1, 2)))  # noqa: E731
    leaves = [
        r.NearSpans(field, side(), side(), choose.choice((1, 2, 3, 100))),
        r.AnyTerm(field, terms()),
        r.Sequence(field, tuple(terms() for _ in range(choose.randint(2, 3)))),
        r.RecordIs(choose.choice(("place", "subject")), (choose.randint(1, 4),)),
        r.ArticleIs(tuple(choose.sample(range(1, 60), choose.randint(1, 30)))),
        choose.choice(
            [r.PublishedBetween(first, last), r.PublishedBetween(None, last), r.PublishedBetween(first, None)]
        ),
    ]
    branches = [r.AllOf(tuple(inner)), r.AnyOf(tuple(inner)), r.Without(inner[0], inner[1])] if depth else []
    return choose.choice([*leaves, r.AllArticles(), r.NoArticles(), *branches, *branches])


def stands(slots: r.Span, text: list[tuple[int, tuple[str, ...]]]) -> list[range]:
    """The places of a text at which there is a term of each slot, side by side."""
    at = {place: set(terms) for place, terms in text}
    fits = lambda place, slot: bool(at.get(place, set()) & {term.text for term in slot})  # noqa: E731
    found = (place for place in at if all(fits(place + n, slot) for n, slot in enumerate(slots)))
    return [range(place, place + len(slots)) for place in found]


def holds(node: r.Node, doc: dict[str, Any]) -> bool:
    match node:
        case r.AllArticles():
            return True
        case r.NoArticles():
            return False
        case r.AnyTerm(field, terms):
            return any(term.text in at for _, at in doc[field] for term in terms)
        case r.Sequence(field, slots):
            return bool(stands(slots, doc[field]))
        case r.NearSpans(field, left, right, distance):
            one, other = ([at for span in side for at in stands(span, doc[field])] for side in (left, right))
            gaps = [max(b.start - a.stop, a.start - b.stop) for a in one for b in other]
            return any(0 <= gap < distance for gap in gaps)
        case r.RecordIs(kind, ids):
            return bool(set(doc["records"][kind]) & set(ids))
        case r.ArticleIs(ids):
            return doc["article"] in ids
        case r.PublishedBetween(first, last):
            day = doc["day"] and date.fromordinal(doc["day"])
            return bool(day) and (first is None or first <= day) and (last is None or day <= last)
        case r.AllOf(parts):
            return all(holds(part, doc) for part in parts)
        case r.AnyOf(parts):
            return any(holds(part, doc) for part in parts)
        case r.Without(kept, dropped):
            return holds(kept, doc) and not holds(dropped, doc)
    raise AssertionError(node)


@pytest.mark.parametrize("seed", range(8))
def test_random_trees_find_what_loops_find(backend, seed):
    choose = random.Random(seed)
    backend.publish(backend.begin(BuiltWith("any", "UTC")))
    held: dict[int, dict[str, Any]] = {}
    for _ in range(12):
        replaced = choose.sample(range(1, 60), choose.randint(1, 15))
        new = {pk: document(pk, choose) for pk in replaced if choose.random() < 0.8}
        write(backend, new.values(), replaced)
        held = {pk: doc for pk, doc in held.items() if pk not in replaced} | new
        for _ in range(15):
            node = tree(choose)
            found = backend.search(node, limit=100, facets=("place",))
            expected = {pk for pk, doc in held.items() if holds(node, doc)}
            assert {hit.article_id for hit in found.hits} == expected, node
            assert found.total == len(expected)
            counts = {pk: sum(pk in held[each]["records"]["place"] for each in expected) for pk in (1, 2, 3)}
            assert dict(found.facets["place"]) == {pk: count for pk, count in counts.items() if count}
            by_day = [hit.article_id for hit in backend.search(node, sort="newest", limit=100).hits]
            assert by_day == sorted(expected, key=lambda pk: (held[pk]["order"], pk), reverse=True)
    frequencies = {word: sum(any(word in at for _, at in doc["text"]) for doc in held.values()) for word in WORDS}
    assert backend.frequencies(WORDS) == frequencies
