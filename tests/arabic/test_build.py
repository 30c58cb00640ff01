"""The making of the lexicon: atomic, repeatable, from an official database by the same path."""

from pathlib import Path

import pytest

from arabic import load
from arabic.camel import DatabaseUnreadableError
from arabic.lexicon import almor, lemmas, words
from arabic.lexicon.build import build

FEW = {"كتاب": 1e-4, "الكتب": 1e-5, "كاتب": 1e-5, "باغوز": 1e-7, "قرأ": 1e-6, "مدرسة": 1e-5}


class NoBar:
    """A progress bar that nobody sees."""

    def update(self, n: int = 1) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word list that is analysed in a moment."""
    monkeypatch.setattr(words, "counted", lambda: FEW)


class Stopped(NoBar):
    """A bar on which somebody presses Ctrl-C."""

    def update(self, n: int = 1) -> None:
        raise KeyboardInterrupt


@pytest.mark.usefixtures("few")
def test_a_second_build_has_nothing_to_do_and_another_gives_the_same(tmp_path: Path) -> None:
    assert build(tmp_path / "one", None, lambda what, total: NoBar())
    assert not build(tmp_path / "one", None, lambda what, total: NoBar())
    assert build(tmp_path / "two", None, lambda what, total: NoBar())
    assert load(tmp_path / "one").version == load(tmp_path / "two").version


@pytest.mark.usefixtures("few")
def test_stopped_midway_the_former_lexicon_stays_and_the_next_build_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, None, lambda what, total: NoBar())
    former = load(tmp_path).version
    monkeypatch.setattr("arabic.lexicon.build._fingerprint", lambda database: "changed")
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, None, lambda what, total: Stopped())
    assert load(tmp_path).version == former
    assert "كتاب" in load(tmp_path).terms("الكتب")
    assert build(tmp_path, None, lambda what, total: NoBar())
    assert not (tmp_path / "building").exists()


@pytest.mark.usefixtures("few")
def test_an_official_database_takes_the_same_path(tmp_path: Path) -> None:
    database = tmp_path / "calima.db"
    almor.write(database, lemmas.stems(lemmas.entries()))
    database.write_text(database.read_text(encoding="utf-8").replace("root:كتب", "root:ك.ت.ب"), encoding="utf-8")
    assert build(tmp_path / "official", database, lambda what, total: NoBar())
    database.unlink()
    official = load(tmp_path / "official")
    assert official.terms("الكتب") == ("=الكتب", "كتاب")
    assert official.analyze("كتاب").roots == ("كتب",)
    assert "كتاب" in official.terms("بكتبهم")


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        build(tmp_path, tmp_path / "nowhere.db", lambda what, total: NoBar())


@pytest.mark.usefixtures("few")
def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    database = tmp_path / "notes.txt"
    database.write_text("some notes\n", encoding="utf-8")
    with pytest.raises(DatabaseUnreadableError, match="notes"):
        build(tmp_path / "lexicon", database, lambda what, total: NoBar())
