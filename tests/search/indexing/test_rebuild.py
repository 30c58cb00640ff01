"""A rebuild on every engine: the index in use answers and is kept current meanwhile, the new one misses nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from arabic import Analyzer, load, sealed
from articles.models import Change, Place, Status
from search import lexicon
from search.backends import Backend, BuiltWith
from search.indexing import indexer as module
from search.indexing.built import wanted
from search.indexing.indexer import Indexer
from search.indexing.rebuild import begun, under_way
from search.lexicon import analyzer
from search.models import FormKey, Rebuild
from search.query.plan import AnyTerm, Term
from tests.support.published import published, visible

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    pass


@pytest.fixture
def backend(small_commits: Backend) -> Backend:
    return small_commits


def found(backend: Backend, word: str) -> set[int]:
    return {hit.article_id for hit in backend.search(AnyTerm("text", (Term(f"={word}"),)), limit=50).hits}


def halfway(monkeypatch: pytest.MonkeyPatch, after: int = 2) -> None:
    """Start a rebuild and have it end after so many of its commits, as a killed process does."""
    build, commits = Indexer.build_next, iter(range(after))

    def build_and_die(self: Indexer, row: Rebuild, size: int) -> int:
        if next(commits, None) is None:
            raise Killed
        return build(self, row, size)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Indexer, "build_next", build_and_die)
        Indexer().rebuild()


def test_changes_below_and_beyond_the_cursor_are_in_both(articles, backend, monkeypatch):
    halfway(monkeypatch)
    row = under_way(backend)
    assert row is not None
    assert row.cursor == articles[7].pk
    for at in (0, 8):
        articles[at].headline = "زلزال"
        articles[at].save()
        articles[at + 1].delete()
    articles[2].status, articles[2].withdrawal = Status.WITHDRAWN, "خطأ"
    articles[2].save()
    articles[3].places.add(Place.objects.create(name="حلب"))
    new = published("زلزال جديد")
    changed = {articles[0].pk, articles[8].pk, new.pk}
    assert Indexer().run() > 0
    assert not Change.objects.exists()
    beside = backend.beside(row.name)
    assert found(backend, "زلزال") == changed
    assert backend.versions() == visible()
    assert found(beside, "زلزال") == {articles[0].pk}
    assert beside.versions() == [pair for pair in visible() if pair[0] <= row.cursor]
    Indexer().rebuild()
    assert not Rebuild.objects.exists()
    assert backend.unpublished() == []
    assert found(backend, "زلزال") == changed
    assert backend.versions() == visible()


def test_what_was_stopped_goes_on_where_it_was(articles, backend, monkeypatch):
    halfway(monkeypatch)
    assert Indexer().rebuild() == 2
    assert backend.versions() == visible()
    assert backend.unpublished() == []


def test_killed_between_commit_and_cursor(articles, backend, monkeypatch):
    """What was written beyond the cursor and deleted since must not come back."""

    def killed(self, *args, **kwargs):
        raise Killed

    row = begun(backend)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Rebuild, "save", killed)
        Indexer().rebuild()
    assert len(backend.beside(row.name).versions()) == 4
    articles[1].delete()
    articles[2].save()
    Indexer().run()
    Indexer().rebuild()
    assert backend.versions() == visible()
    assert len(visible()) == 9


def test_a_rebuild_of_another_lexicon_is_begun_anew(articles, backend, monkeypatch):
    halfway(monkeypatch)
    monkeypatch.setattr(analyzer(), "version", "another")
    assert under_way(backend) is None
    assert Indexer().rebuild() == 10
    assert backend.built_with() == wanted()
    assert backend.unpublished() == []
    assert backend.versions() == visible()


@pytest.fixture
def replaced(analyzer: Analyzer, settings: Any, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Puts another lexicon into the place of this process's, as `learn_weights` does; gives its version."""
    known, folder = Path(settings.LEXICON_DIR), tmp_path / "lexicon"
    folder.mkdir()
    current = sealed.read(known / "current.json")["version"]
    for name in ("former", "new"):
        (folder / name).symlink_to(known / current)

    def put(name: str = "new") -> str:
        sealed.write(folder / "current.json", {"version": name, "inputs": ""})
        return load(folder).version

    put("former")
    settings.LEXICON_DIR = folder
    lexicon.renew()
    yield put
    lexicon.forget()


def test_who_indexes_reads_as_the_index_does(replaced, articles, backend):
    """`learn_weights` and `rebuild_index` beside a running indexer: what it writes later is of the new lexicon."""
    former, indexer = backend.built_with().lexicon, Indexer()
    new = replaced()
    articles[0].save()
    assert indexer.run(batches=1)
    assert analyzer().version == former != new, "the index in use is of the former one"
    backend.publish(backend.begin(BuiltWith(new, wanted().time_zone)))
    articles[1].save()
    assert indexer.run(batches=1)
    assert analyzer().version == new
    assert [pk for pk, _ in backend.versions()] == [articles[1].pk]


def test_a_rebuild_whose_index_is_gone_is_begun_anew(articles, backend, monkeypatch):
    halfway(monkeypatch)
    backend.discard(Rebuild.objects.get().name)
    articles[0].save()
    Indexer().run()
    assert Indexer().rebuild() == 10
    assert backend.versions() == visible()


def test_what_was_made_and_never_written_down_is_removed(articles, backend):
    backend.begin(wanted())
    Indexer().rebuild()
    assert backend.unpublished() == []


def test_the_new_index_is_checked_before_it_is_put_in_place(articles, backend, monkeypatch):
    halfway(monkeypatch)
    row = Rebuild.objects.get()
    backend.beside(row.name).write((), [articles[0].pk])
    Indexer().rebuild()
    assert backend.versions() == visible()


def test_an_absent_index_is_built_in_bounded_commits(db, backend, monkeypatch):
    made = [published(f"خبر رقم{number}") for number in range(10)]
    Change.objects.all().delete()
    made[0].save()
    assert Indexer().run(batches=1) == 4
    made[1].delete()
    assert Indexer().run() == 6
    assert backend.versions() == visible()
    assert not Change.objects.exists()


def test_stale_keys_go_though_the_rebuild_was_killed_after_its_swap(articles, backend, monkeypatch):
    stale = FormKey.objects.create(key="مفتاح قديم", exact="خبر")
    backend.publish(backend.begin(BuiltWith("an older lexicon", "UTC")))

    def killed():
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(module, "drop_stale_keys", killed)
        Indexer().rebuild()
    assert backend.built_with() == wanted()
    Indexer().rebuild()
    assert not FormKey.objects.filter(pk=stale.pk).exists()
    assert not Rebuild.objects.exists()


def test_forms_of_both_lexicons_are_known_until_the_swap(articles, backend, monkeypatch):
    stale = FormKey.objects.create(key="مفتاح قديم", exact="خبر")
    keys = set(FormKey.objects.values_list("key", "exact"))
    backend.publish(backend.begin(BuiltWith("an older lexicon", "UTC")))
    publish = type(backend).publish

    def publish_and_look(self, name):
        publish(self, name)
        assert set(FormKey.objects.values_list("key", "exact")) == keys

    monkeypatch.setattr(type(backend), "publish", publish_and_look)
    Indexer().rebuild()
    assert set(FormKey.objects.values_list("key", "exact")) == keys - {(stale.key, stale.exact)}
