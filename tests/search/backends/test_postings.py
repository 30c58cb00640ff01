"""What is written of a term's postings is what is read, whatever the numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.backends.whoosh.postings import POSITION_BITS, GrowingPostings, Postings

numbers = st.one_of(st.integers(0, 300), st.integers(0, 70_000), st.integers(0, 2**32 - 1))
postings = st.dictionaries(numbers, st.lists(numbers, unique=True, max_size=5), min_size=1, max_size=20)


def read_of(held: dict[int, list[int]], before: bytes = b"") -> Postings:
    """The postings of a term, read from among other bytes."""
    growing = GrowingPostings()
    for doc, positions in sorted(held.items()):
        growing.docs.append(doc)
        growing.counts.append(len(positions))
        growing.positions.extend(sorted(positions))
    buffer = memoryview(before + growing.to_bytes() + b"what follows")
    assert Postings.count(buffer, len(before)) == len(held)
    return Postings(buffer, len(before))


@given(postings, st.binary(max_size=9))
def test_postings_survive_the_way_to_bytes_and_back(held, before):
    read = read_of(held, before)
    assert {doc: list(positions) for doc, positions in read} == {doc: sorted(held[doc]) for doc in held}
    assert list(read.docs) == sorted(held)
    docs, counts = read.numbers()
    assert dict(zip(docs.tolist(), counts.tolist(), strict=True)) == {doc: len(held[doc]) for doc in held}


@given(st.dictionaries(st.integers(0, 400), st.lists(numbers, unique=True, max_size=5), min_size=1), st.data())
def test_places_are_ascending_and_only_in_the_documents_that_are_meant(held, data):
    meant = data.draw(st.sets(st.sampled_from(sorted(held))))
    mask = np.array([doc in meant for doc in range(max(held) + 1)])
    every = [(doc << POSITION_BITS) + position for doc in sorted(held) for position in sorted(held[doc])]
    assert read_of(held).places().tolist() == every
    assert read_of(held).places(mask).tolist() == [place for place in every if place >> POSITION_BITS in meant]
