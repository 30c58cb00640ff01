"""What only a cluster has: documents it refuses, names beside its own, nodes that do not answer."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Change
from newsarchive.engines import connection
from search.backends import (
    BuiltWith,
    DocumentsRefusedError,
    IndexFormatError,
    IndexMissingError,
    SearchUnavailableError,
)
from search.backends.opensearch import OpenSearchBackend, cluster, engine, schema
from search.backends.opensearch.schema import MOST_HITS, fields_of
from search.indexing.indexer import Indexer
from search.query.plan import AllArticles, AnyTerm, NearSpans, Sequence, Term
from tests.support.engines import OPTIONS, chosen, write

BUILT = BuiltWith("lexicon", "UTC")


def document(pk, **values):
    text = [(0, ("=كلمة", "كلمة")), (101, (f"=رقم{pk}",))]
    return {
        "text": text,
        "headline": text[:1],
        "records": {},
        "article": pk,
        "version": 1,
        "day": pk,
        "order": pk,
        **values,
    }


@pytest.fixture
def backend(settings, tmp_path, own_index):
    with chosen("opensearch", tmp_path, settings) as found:
        yield found


def headers(backend, monkeypatch):
    """The first lines of all searches that the cluster is sent from now on."""
    asked, send = [], backend.client.msearch
    monkeypatch.setattr(backend.client, "msearch", lambda **said: asked.extend(said["body"][::2]) or send(**said))
    return asked


def test_what_is_refused_is_told_and_the_others_are_in(backend):
    backend.publish(backend.begin(BUILT))
    with pytest.raises(DocumentsRefusedError) as refused:
        write(backend, [document(1), document(2, records={"source": ("no number",)}), document(3)], [1, 2, 3])
    assert set(refused.value.reasons) == {2}
    assert "source" in refused.value.reasons[2]
    assert backend.search(AllArticles()).total == 2
    name = backend.begin(BUILT)
    with pytest.raises(DocumentsRefusedError):
        write(
            backend.beside(name),
            [document(5), document(2, records={"source": ("no number",)}), document(6), document(7)],
            [],
        )
    assert backend.beside(name).search(AllArticles()).total == 3


def test_a_refused_article_waits_in_the_change_log(archive, backend, monkeypatch, caplog):
    wrong, right = archive["truce"], archive["books"]
    spoil = lambda doc: fields_of(doc) | ({"source": ["no number"]} if doc["article"] == wrong.pk else {})  # noqa: E731
    monkeypatch.setattr(engine, "fields_of", spoil)
    for article in (wrong, right):
        article.headline = "زلزال"
        article.save()
    Indexer().run()
    assert f"refused article {wrong.pk}" in caplog.text
    assert not Change.objects.due().exists()
    later = timezone.now() + timedelta(hours=2)
    waiting = {change.article_id for change in Change.objects.due(later)}
    assert waiting & {wrong.pk, right.pk} == {wrong.pk}


def test_without_an_index_nothing_is_written_and_none_appears(backend):
    with pytest.raises(IndexMissingError):
        write(backend, [document(1)], [1])
    with pytest.raises(IndexMissingError):
        backend.frequencies(["=كلمة"])
    assert not backend.client.indices.exists(index=backend.alias)


def test_an_index_of_another_format_is_refused(backend, monkeypatch):
    monkeypatch.setattr(schema, "FORMAT", -1)
    backend.publish(backend.begin(BUILT))
    monkeypatch.undo()
    with pytest.raises(IndexFormatError):
        backend.built_with()
    assert backend.search(AllArticles()).total == 0


def test_another_index_whose_name_begins_alike_is_left_alone(backend):
    backend.publish(backend.begin(BUILT))
    other = f"{backend.alias}-news"
    backend.client.indices.create(index=other)
    backend.publish(backend.begin(BUILT))
    assert backend.unpublished() == []
    assert backend.client.indices.exists(index=other)
    assert len(backend.client.indices.get(index=f"{backend.alias}-*")) == 2


def test_the_pages_of_a_question_are_asked_of_the_same_copies(backend, monkeypatch):
    backend.publish(backend.begin(BUILT))
    asked = headers(backend, monkeypatch)
    write(backend, [document(pk) for pk in range(1, 4)], [])
    word, other = (AnyTerm("text", (Term(text),)) for text in ("=كلمة", "=رقم1"))
    for start in range(3):
        assert len(backend.search(word, start=start, limit=1).hits) == 1
    backend.search(other)
    copies = [header["preference"] for header in asked]
    assert len(set(copies[:3])) == 1
    assert copies[3] != copies[0]


def test_a_page_past_what_the_cluster_counts_out_has_no_hits(backend):
    backend.publish(backend.begin(BUILT))
    write(backend, [document(1), document(2)], [])
    found = backend.search(AllArticles(), start=MOST_HITS, limit=10)
    assert (found.total, found.hits) == (2, ())


def test_a_word_of_the_headline_counts_twice_and_stands_there_once(backend):
    backend.publish(backend.begin(BUILT))
    write(backend, [document(1), document(2, headline=[])], [])
    word = (Term("=كلمة"),)
    first, second = backend.search(AnyTerm("text", word)).hits
    assert (first.article_id, second.article_id) == (1, 2)
    assert first.score > second.score
    assert backend.search(NearSpans("text", ((word,),), ((word,),), 5)).total == 0
    assert backend.search(Sequence("text", (word, word))).total == 0


def test_alike_on_all_shards_score_alike_and_come_the_newest_first(backend):
    backend.publish(backend.begin(BUILT))
    write(backend, [document(pk) for pk in range(1, 10)], [])
    for related in ((), (Term("كلمة", 0.5),)):
        hits = backend.search(AnyTerm("text", (Term("=كلمة"),), related=related)).hits
        assert [hit.article_id for hit in hits] == list(range(9, 0, -1))
        assert len({hit.score for hit in hits}) == 1


def test_in_a_large_index_the_shards_are_not_asked_for_rarity(backend, monkeypatch):
    backend.publish(backend.begin(BUILT))
    write(backend, [document(pk) for pk in range(1, 10)], [])
    cluster.articles_in.cache_clear()
    asked = headers(backend, monkeypatch)
    word = AnyTerm("text", (Term("=كلمة"),))
    for large in (10, 9):
        monkeypatch.setattr(engine, "LARGE", large)
        assert backend.search(word).total == 9
    backend.search(word, sort="newest")
    kinds = [header["search_type"] for header in asked]
    assert kinds == ["dfs_query_then_fetch", "query_then_fetch", "query_then_fetch"]


def test_a_cluster_that_does_not_answer_is_said_to_be_down_soon():
    options = connection("opensearch://127.0.0.1:9/archive", None, **OPTIONS, REPLICAS=0)
    backend = OpenSearchBackend("default", **options)
    start = time.monotonic()
    with pytest.raises(SearchUnavailableError, match=r"127\.0\.0\.1"):
        backend.search(AllArticles())
    assert time.monotonic() - start < 10


def test_one_address_of_several_is_enough(backend):
    backend.publish(backend.begin(BUILT))
    hosts = ["http://127.0.0.1:9", *connection_of(backend)]
    again = OpenSearchBackend("default", URL=hosts, INDEX_NAME=backend.alias, **OPTIONS, REPLICAS=0)
    assert [again.search(AllArticles()).total for _ in range(6)] == [0] * 6


def connection_of(backend):
    return [f"http://{host['host']}:{host['port']}" for host in backend.client.transport.hosts]
