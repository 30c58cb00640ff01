"""What is written of a term's postings is what is read, whatever the numbers."""

from hypothesis import given
from hypothesis import strategies as st

from search.backends.whoosh.postings import GrowingPostings, Postings

numbers = st.one_of(st.integers(0, 300), st.integers(0, 70_000), st.integers(0, 2**32 - 1))
postings = st.dictionaries(numbers, st.lists(numbers, unique=True, max_size=5), min_size=1, max_size=20)


@given(postings, st.binary(max_size=9))
def test_postings_survive_the_way_to_bytes_and_back(held, before):
    growing = GrowingPostings()
    for doc, positions in sorted(held.items()):
        growing.docs.append(doc)
        growing.counts.append(len(positions))
        growing.positions.extend(sorted(positions))
    read = Postings(memoryview(before + growing.to_bytes() + b"what follows"), len(before))
    assert {doc: list(positions) for doc, positions in read} == {doc: sorted(held[doc]) for doc in held}
    assert list(read.docs) == sorted(held)
    assert read.positions(list(held)[:1]).keys() == set(list(held)[:1])
    assert Postings.count(memoryview(before + growing.to_bytes()), len(before)) == len(held)
