"""From the change log to the engine: nothing lost, nothing twice, whatever happens in between."""

import errno
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from articles.models import Article, Change, Place, Status
from search.backends import BuiltWith, IndexFormatError, SearchUnavailableError, generations
from search.backends.tantivy.reader import readers as tantivy_readers
from search.backends.whoosh import snapshot
from search.indexing import indexer as module
from search.indexing.built import wanted
from search.indexing.documents import GAP, ArticleIndex
from search.indexing.indexer import Indexer
from search.indexing.lock import alone
from search.indexing.rebuild import begun
from search.query.plan import AllArticles, AnyTerm, RecordIs, Term
from tests.support.engines import chosen, make_foreign
from tests.support.held import held
from tests.support.published import published

pytestmark = pytest.mark.django_db


def found(backend, word=None):
    tree = AnyTerm("text", (Term(f"={word}"),)) if word else AllArticles()
    return {hit.article_id for hit in backend.search(tree, limit=1000).hits}


def test_changes_are_worked_off_once(backend):
    first, second = published("هدنة في الجنوب"), published("هدنة في الشمال")
    assert Indexer().run() == 2
    assert Indexer().run() == 0
    assert not Change.objects.exists()
    assert found(backend, "هدنة") == {first.pk, second.pk}


def test_no_index_means_that_every_article_is_due(backend, settings):
    made = [published(f"خبر رقم {number}").pk for number in range(5)]
    Change.objects.all().delete()
    assert Indexer().run() == 5
    shutil.rmtree(settings.INDEX_DIR)
    with pytest.raises(SearchUnavailableError):
        found(backend)
    assert Indexer().run() == 5
    assert found(backend) == set(made)


def test_an_absent_index_indexes_no_change_twice(backend):
    published("خبر")
    assert Indexer().run() == 1


def test_a_broken_index_is_made_anew(backend, settings, caplog):
    made = published("خبر قديم")
    Indexer().run()
    posts = next(settings.INDEX_DIR.glob("*/*.posts"))
    posts.unlink()
    posts.touch()
    snapshot.readers.forget()  # as a process that starts
    Indexer().run()
    assert found(backend) == {made.pk}
    assert "rebuild_index" in caplog.text


def test_a_change_is_not_forgotten_for_an_index_that_could_not_be_read(backend, settings):
    """What is built then may never be used: the log keeps what the one in use has not."""
    made = published("خبر قديم")
    Indexer().run()
    posts = next(settings.INDEX_DIR.glob("*/*.posts"))
    posts.rename(kept := posts.with_suffix(".kept"))
    posts.touch()
    snapshot.readers.forget()
    made.headline = "زلزال"
    made.save()
    published("خبر آخر")
    Indexer().build_next(begun(backend), 1)
    kept.replace(posts)
    snapshot.readers.forget()
    Indexer().run()
    assert made.pk in found(backend, "زلزال")


def test_an_index_that_may_not_be_opened_now_is_not_made_anew(backend, monkeypatch):
    made = published("خبر")
    Indexer().run()
    snapshot.readers.forget()

    def refuse(*given):
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch, pytest.raises(SearchUnavailableError):
        patch.setattr(snapshot.readers, "opened", refuse)
        Indexer().run()
    assert backend.unpublished() == []
    assert found(backend) == {made.pk}


def test_an_index_of_another_release_is_replaced_by_hand_alone(backend):
    made = published("خبر")
    Indexer().run()
    folder = Path(backend.path, generations.in_use(backend.path))
    whole = (folder / generations.BUILT_WITH).read_bytes()
    make_foreign(folder)
    snapshot.readers.forget()
    made.save()
    with pytest.raises(IndexFormatError):
        Indexer().run()
    assert Change.objects.exists()
    assert backend.unpublished() == []
    (folder / generations.BUILT_WITH).write_bytes(whole)
    snapshot.readers.forget()
    Indexer().run()
    assert not Change.objects.exists()


def test_an_index_of_another_release_is_built_over_by_who_replaces_it(settings, tmp_path, analyzer):
    with chosen("tantivy", tmp_path, settings) as backend:
        made = published("خبر")
        Indexer().run()
        make_foreign(Path(backend.path, generations.in_use(backend.path)))
        tantivy_readers.forget()
        Indexer(replaces=True).run(wait=True)
        assert found(backend) == {made.pk}


def test_who_is_outlived_by_the_release_writes_no_more(backend, analyzer):
    """The former release's indexer, until it is replaced: its terms have no place in the new index."""
    published("خبر")
    old = Indexer()
    old.run()
    backend.publish(backend.begin(BuiltWith("of a new release", wanted().time_zone)))
    published("خبر جديد")
    with pytest.raises(SearchUnavailableError):
        old.run()
    assert Change.objects.exists()
    assert found(backend) == set()


def test_a_change_made_while_another_indexes_waits_for_it(backend):
    Indexer().run()
    with alone() as got:
        assert got
        made = published("خبر جديد")
        assert Indexer().run() == 0
        assert found(backend) == set()
    assert Indexer().run() == 1
    assert found(backend) == {made.pk}


def test_a_change_made_during_a_batch_is_not_forgotten_with_it(backend, monkeypatch):
    Indexer().run()
    article = published("عنوان أول")
    write = backend.write

    def write_and_change(documents, replacing):
        write(documents, replacing)
        monkeypatch.undo()
        article.headline = "عنوان ثان"
        article.save()

    monkeypatch.setattr(backend, "write", write_and_change)
    assert [Indexer(backend).run() for _ in range(2)] == [1, 1]
    assert found(backend, "ثان") == {article.pk}
    assert found(backend, "أول") == set()


def test_killed_between_engine_and_change_log(backend, monkeypatch, settings):
    published("هدنة في الجنوب")
    Indexer().run()
    once = held(str(settings.INDEX_DIR))
    published("هدنة في الشمال")

    def killed(self, changes):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Indexer, "forget", killed)
        Indexer().run()
    twice = held(str(settings.INDEX_DIR))
    assert Change.objects.count() == 1
    assert Indexer().run() == 1
    assert held(str(settings.INDEX_DIR)) == twice
    assert once.items() < twice.items()


def test_a_failing_engine_loses_nothing(backend, monkeypatch):
    Indexer().run()
    made = published("خبر")

    def unavailable(documents, replacing):
        raise SearchUnavailableError("the server is down")

    with monkeypatch.context() as patch, pytest.raises(SearchUnavailableError):
        patch.setattr(backend, "write", unavailable)
        Indexer(backend).run()
    assert Indexer(backend).run() == 1
    assert found(backend) == {made.pk}


def test_batches(backend, monkeypatch):
    Indexer().run()
    monkeypatch.setattr(module, "BATCH", 4)
    monkeypatch.setattr(module, "READ", 3)
    made = {published(f"خبر {number}").pk for number in range(10)}
    seen = []
    indexer = Indexer(progress=seen.append)
    assert indexer.run(batches=1) == 4
    assert len(found(backend)) == 4
    assert indexer.run() == 6
    assert sum(seen) == 10
    assert found(backend) == made


def test_rebuilding_takes_what_is_due_with_it_and_drops_what_is_gone(backend):
    kept, gone = published("خبر باق"), published("خبر زائل")
    Indexer().run()
    Article.objects.filter(pk=gone.pk).delete()
    Change.objects.all().delete()
    new = published("خبر جديد")
    assert Indexer().rebuild() == 2
    assert not Change.objects.exists()
    assert found(backend) == {kept.pk, new.pk}


def test_rebuilding_gives_what_indexing_gave(backend, settings):
    for number in range(20):
        article = published(f"خبر رقم {number}", body="قال المقاتلون\n\nإن الهدنة صامدة")
        article.places.add(Place.objects.create(name=f"مكان {number}"))
        Indexer().run()
    before = held(str(settings.INDEX_DIR))
    Indexer().rebuild()
    assert held(str(settings.INDEX_DIR)) == before
    assert len(before) == 20


def test_scheduled_articles_come_in_their_time(backend, monkeypatch):
    at = timezone.now() + timedelta(hours=1)
    made = Article.objects.create(headline="خبر مؤجل", status=Status.SCHEDULED, published_at=at)
    Indexer().run()
    assert found(backend) == set()
    assert Change.objects.count() == 1
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(seconds=1))
    assert Indexer().run() == 1
    assert found(backend) == {made.pk}


def test_links_are_indexed(backend):
    made, place = published("خبر"), Place.objects.create(name="حلب")
    Indexer().run()
    made.places.add(place)
    Indexer().run()
    assert backend.search(RecordIs("place", (place.pk,))).total == 1
    place.delete()
    Indexer().run()
    assert backend.search(RecordIs("place", (place.pk,))).total == 0


def test_a_document_holds_ids_and_never_names(backend):
    place = Place.objects.create(name="سرّالاسم")
    made = published("خبر", lead="مقدمة", body="## عنوان فرعي\n\nفقرة أولى")
    made.places.add(place)
    document = ArticleIndex().full_prepare(made)
    assert document["records"]["place"] == (place.pk,)
    assert document["records"]["source"] == ()
    assert "سرّالاسم" not in str(document)
    assert [terms[0] for _, terms in document["text"]] == [
        "=خبر",
        "=مقدمة",
        "=عنوان",
        "=فرعي",
        "=فقرة",
        "=أولى",
    ]
    places = [place for place, _ in document["text"]]
    assert places == [0, 1 + GAP, 2 + 2 * GAP, 3 + 2 * GAP, 4 + 3 * GAP, 5 + 3 * GAP]
    assert document["day"] == 0


def test_changes_made_meanwhile_are_left_to_the_next_look(backend):
    """Else a run would not end while others save."""
    Indexer().run()
    made = [published("هدنة في الجنوب").pk]

    def save_another(count):
        made.append(published("هدنة في الشمال").pk)

    assert Indexer(progress=save_another).run() == 1
    assert Indexer().run() == 1
    assert found(backend, "هدنة") == set(made)
