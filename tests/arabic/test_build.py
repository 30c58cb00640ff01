"""The making of the lexicon: atomic, repeatable, from an official database by the same path."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from arabic import LexiconMissingError, load, store
from arabic.camel import DatabaseUnreadableError
from arabic.lexicon import almor, lemmas
from arabic.lexicon.build import build
from arabic.lexicon.words import WordList
from tests.support.bars import NoBar, unseen
from tests.support.damage import DAMAGES, files

FEW = WordList({"كتاب": 1e-4, "الكتب": 1e-5, "كاتب": 1e-5, "باغوز": 1e-7, "قرأ": 1e-6, "مدرسة": 1e-5})


class Stopped(NoBar):
    """A bar on which somebody presses Ctrl-C."""

    def update(self, n: int = 1) -> None:
        raise KeyboardInterrupt


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a lexicon of FEW, that no test changes."""
    folder = tmp_path_factory.mktemp("made")
    assert build(folder, None, unseen, listed=FEW)
    return folder


def test_a_second_build_has_nothing_to_do_and_another_gives_the_same(made: Path, tmp_path: Path) -> None:
    assert not build(made, None, unseen, listed=FEW)
    assert build(tmp_path, None, unseen, listed=FEW)
    assert load(tmp_path).version == load(made).version


def test_stopped_midway_the_former_lexicon_stays_and_the_next_build_ends(made: Path, tmp_path: Path) -> None:
    folder = copytree(made, tmp_path / "lexicon")
    former, another = load(folder).version, replace(FEW, words=20_000_000)
    with pytest.raises(KeyboardInterrupt):
        build(folder, None, lambda what, total: Stopped(), listed=another)
    assert load(folder).version == former
    assert "كتاب" in load(folder).terms("الكتب")
    assert build(folder, None, unseen, listed=another)
    assert not (folder / "building").exists()


def test_an_official_database_takes_the_same_path(tmp_path: Path) -> None:
    database = tmp_path / "calima.db"
    almor.write(database, lemmas.stems(lemmas.entries(FEW.shares)))
    database.write_text(database.read_text(encoding="utf-8").replace("root:كتب", "root:ك.ت.ب"), encoding="utf-8")
    assert build(tmp_path / "official", database, unseen, listed=FEW)
    database.unlink()
    official = load(tmp_path / "official")
    assert official.terms("الكتب") == ("=الكتب", "كتاب")
    assert official.analyze("كتاب").roots == ("كتب",)
    assert "كتاب" in official.terms("بكتبهم")


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        build(tmp_path, tmp_path / "nowhere.db", unseen)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    database = tmp_path / "notes.txt"
    database.write_text("some notes\n", encoding="utf-8")
    with pytest.raises(DatabaseUnreadableError, match="notes"):
        build(tmp_path / "lexicon", database, unseen, listed=FEW)


def test_a_damaged_lexicon_is_refused(made: Path, tmp_path: Path) -> None:
    for name in files(made):
        for damage, do in DAMAGES.items():
            folder = copytree(made, tmp_path / f"{damage} {Path(name).name}")
            do(folder / name)
            with pytest.raises(LexiconMissingError, match="build_lexicon"):
                load(folder)


@pytest.mark.parametrize("damage", ["unreadable", "one bit flipped"])
def test_a_damaged_lexicon_is_built_anew(made: Path, tmp_path: Path, damage: str) -> None:
    """Each file but those of the weights alike: here the one that names the version, and one of the version."""
    for name in (store.CURRENT, f"{load(made).store.version}/{store.FORMS}"):
        folder = copytree(made, tmp_path / Path(name).name)
        DAMAGES[damage](folder / name)
        assert build(folder, None, unseen, listed=FEW)
        assert load(folder).version == load(made).version
        assert "كتاب" in load(folder).terms("الكتب")


def test_a_loaded_lexicon_needs_its_files_no_more(made: Path, tmp_path: Path) -> None:
    folder = copytree(made, tmp_path / "lexicon")
    words = load(folder)
    for name in files(folder):
        DAMAGES["emptied"](folder / name)
    assert "كتاب" in words.terms("الكتب")
    assert words.terms("وبكتبكما")[1:]
