"""Weights learned from an archive's own text: manage.py learn_weights."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

import search.lexicon
from arabic import load
from arabic.lexicon.words import WordList
from arabic.store import Store
from articles.models import Article, Status
from search.management.lexicon import LexiconCommand

# A list that knows writing and no books.
LISTED = {"كتب": 4e-5, "كتبت": 4e-5, "يكتب": 4e-5, "كتبوا": 2e-5, "كتاب": 1e-7}
SHORT = WordList(LISTED, words=10_000)
BOOKS = "معرض الكتاب: كتاب جديد، والكتاب القديم، والكتب، والكتب الجديدة. "


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small lexicon, made in a moment of a list that weighs as much as a short text."""
    folder = tmp_path_factory.mktemp("made") / "lexicon"
    with pytest.MonkeyPatch.context() as patch, override_settings(LEXICON_DIR=folder):
        patch.setattr(LexiconCommand, "word_list", SHORT)
        call_command("build_lexicon", verbosity=0)
    yield folder
    search.lexicon.forget()


@pytest.fixture
def lexicon(made: Path, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A copy of it for the test's own, found and made anew by the commands."""
    monkeypatch.setattr(LexiconCommand, "word_list", SHORT)
    settings.LEXICON_DIR = copytree(made, tmp_path / "lexicon")
    search.lexicon.forget()
    yield Path(settings.LEXICON_DIR)
    search.lexicon.forget()


def said(command: str) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.mark.django_db
def test_what_an_archive_writes_of_decides_between_readings(lexicon: Path) -> None:
    former = load(lexicon)
    assert former.terms("كتب") == ("=كتب", "كتب")
    assert search.lexicon.analyzer().version == former.version
    Article.objects.create(headline="الكتب", lead=BOOKS * 50, status=Status.PUBLISHED)
    Article.objects.create(headline="الباغوز الباغوز كتب", status=Status.DRAFT)
    told = said("learn_weights")
    new = load(lexicon)
    assert new.terms("الكتب") == ("=الكتب", "كتاب")
    assert "كتاب" in new.terms("كتب")
    assert new.version != former.version
    assert search.lexicon.analyzer().version == new.version, "the command itself goes on with the new one"
    assert former.version in told
    assert new.version in told
    assert "rebuild_index" in told
    assert Store(lexicon).readings("الباغوز") is None

    assert new.version in said("build_lexicon")
    assert load(lexicon).version == new.version


@pytest.mark.django_db
def test_another_input_makes_the_lexicon_anew_and_says_what_it_lost(
    lexicon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = load(lexicon).version
    Article.objects.create(headline=BOOKS, status=Status.PUBLISHED)
    said("learn_weights")
    assert load(lexicon).version != former
    monkeypatch.setattr(LexiconCommand, "word_list", replace(SHORT, words=20_000))
    assert "learn_weights" in said("build_lexicon")
    assert load(lexicon).version == former


@pytest.mark.django_db
def test_an_empty_archive_teaches_nothing(lexicon: Path) -> None:
    with pytest.raises(CommandError):
        said("learn_weights")


def test_an_archive_weighs_as_its_words_do_beside_the_list() -> None:
    together = WordList({"كتاب": 0.5}, words=90).combined({"كتاب": 5, "باغوز": 5, "2019": 80})
    assert together == {"كتاب": 0.5, "باغوز": 0.05}
