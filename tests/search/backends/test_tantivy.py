"""What only tantivy has: headlines written twice, a bound on related terms, a format of its own."""

from pathlib import Path

import pytest

from search.backends import BuiltWith, IndexFormatError, generations
from search.backends.tantivy.related import ASKED
from search.indexing.rebuild import begun, under_way
from search.query.plan import AllOf, AnyOf, AnyTerm, NearSpans, Sequence, Term
from tests.support.engines import chosen, make_foreign, write


def document(pk, headline, body):
    words = headline.split()
    text = [(place, (f"={word}",)) for place, word in [*enumerate(words), *enumerate(body.split(), len(words) + 100)]]
    return {
        "text": text,
        "headline": text[: len(words)],
        "records": {},
        "article": pk,
        "version": 1,
        "day": pk,
        "order": pk,
    }


@pytest.fixture
def backend(settings, tmp_path, own_index):
    with chosen("tantivy", tmp_path, settings) as found:
        found.publish(found.begin(BuiltWith("lexicon", "UTC")))
        yield found


def word(text, *related):
    return AnyTerm("text", (Term(f"={text}"),), related=tuple(Term(f"={term}", weight) for term, weight in related))


def ids(found):
    return [hit.article_id for hit in found.hits]


def test_a_word_of_the_headline_counts_as_one_that_stands_twice(backend):
    write(backend, [document(1, "زلزال قوي", "ضرب"), document(2, "", "زلزال قوي زلزال قوي ضرب")], [])
    one, other = backend.search(word("زلزال")).hits
    assert one.score == other.score > 0


@pytest.mark.parametrize("distance", [1, 2, 3, 10])
def test_a_word_of_the_headline_is_not_near_itself(backend, distance):
    write(backend, [document(1, "زلزال قوي", "ضرب"), document(2, "زلزال زلزال", "ضرب")], [])
    for field in ("text", "headline"):
        span = ((Term("=زلزال"), Term("=هزة")),)
        assert ids(backend.search(NearSpans(field, (span,), (span,), distance))) == [2]
        assert ids(backend.search(Sequence(field, span * 2))) == [2]


def test_what_is_related_to_one_word_raises_what_another_finds(backend):
    write(backend, [document(1, "", "حرب هزة"), document(2, "", "حرب أخرى"), document(3, "", "هزة هزة")], [])
    either = word("حرب"), word("زلزال", ("هزة", 0.5))
    assert ids(backend.search(AnyOf(either), limit=3)) == [1, 2]
    write(backend, [document(4, "", "زلزال حرب أخرى"), document(5, "", "زلزال حرب هزة")], [])
    assert ids(backend.search(AllOf(either), limit=3)) == [5, 4]


def test_of_many_related_terms_those_are_asked_that_may_add_most(backend):
    write(backend, [document(1, "", "حرب أخير"), document(2, "", "حرب أول"), document(3, "", "حرب سلم")], [])
    held = [("أول", 0.9), *[("سلم", 0.5)] * (ASKED - 1), ("أخير", 0.4)]
    scores = {hit.article_id: hit.score for hit in backend.search(word("حرب", *reversed(held))).hits}
    unraised = backend.search(word("حرب")).hits[0].score
    assert scores[3] > scores[2] > scores[1] == unraised


def test_an_index_of_another_format_is_refused(backend):
    folder = Path(backend.path, generations.in_use(backend.path))
    make_foreign(folder)
    (folder / "meta.json").touch()
    with pytest.raises(IndexFormatError):
        backend.built_with()


@pytest.mark.django_db
def test_a_rebuild_of_another_format_is_not_gone_on_with(backend, analyzer):
    row = begun(backend)
    assert under_way(backend) == row
    folder = Path(backend.path, row.name)
    make_foreign(folder)
    (folder / "meta.json").touch()
    assert under_way(backend) is None
    assert begun(backend).name != row.name
    assert not folder.exists()
