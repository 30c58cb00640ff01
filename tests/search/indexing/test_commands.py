"""The commands of the index."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from django.conf import settings as django_settings
from django.core import checks
from django.core.management import CommandError, call_command

from articles.models import Change, Source
from search.backends import BuiltWith, SearchUnavailableError
from search.indexing.built import wanted
from search.indexing.indexer import Indexer
from search.query.plan import AllArticles
from tests.support.published import published

pytestmark = pytest.mark.django_db


def said(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_update_and_rebuild(backend):
    published("هدنة")
    assert "1" in said("update_index")
    assert not Change.objects.exists()
    backend.clear()
    assert "1" in said("rebuild_index")
    assert backend.search(AllArticles()).total == 1


def test_haystacks_commands_do_what_they_say(backend):
    published("هدنة")
    said("clear_index", "--noinput")  # nothing to clear yet
    said("update_index", "--remove")
    assert backend.search(AllArticles()).total == 1
    assert "removed" in said("clear_index", "--noinput")
    assert backend.search(AllArticles()).total == 0
    assert "1" in said("update_index")
    assert backend.search(AllArticles()).total == 1
    said("clear_index", "--noinput")
    assert "1" in said("rebuild_index", "--noinput")
    assert backend.search(AllArticles()).total == 1
    assert "Model: Article" in said("haystack_info")


def test_a_clearing_is_asked_about(backend, monkeypatch):
    published("هدنة")
    Indexer().run()
    monkeypatch.setattr("builtins.input", lambda _: "n")
    said("clear_index")
    assert backend.search(AllArticles()).total == 1


def test_what_keeps_an_index_from_being_cleared_is_said(backend, monkeypatch):
    def unreachable():
        raise SearchUnavailableError("no cluster")

    monkeypatch.setattr(backend, "built_with", unreachable)
    with pytest.raises(CommandError, match="no cluster"):
        said("clear_index", "--noinput")


def test_an_index_of_another_lexicon_is_reported_until_it_is_rebuilt(backend):
    published("هدنة")
    Indexer().run()
    assert not [message for message in checks.run_checks() if message.id == "search.W001"]
    backend.publish(backend.begin(BuiltWith("an older lexicon", "Asia/Riyadh")))
    assert [message.id for message in checks.run_checks() if message.id == "search.W001"] == ["search.W001"]
    assert "rebuild_index" in said("update_index")
    assert backend.built_with().lexicon == "an older lexicon"
    said("rebuild_index")
    assert backend.built_with() == wanted()
    assert not [message for message in checks.run_checks() if message.id == "search.W001"]


def test_an_index_of_another_time_zone_is_reported(backend, settings):
    backend.publish(backend.begin(BuiltWith(wanted().lexicon, "Africa/Tunis")))
    assert [message.id for message in checks.run_checks() if message.id == "search.W001"] == ["search.W001"]


def test_search_articles(backend):
    source = Source.objects.create(name="الضفة")
    made = published("هدنة في الجنوب", source=source, external_id="7", published_on=date(2019, 3, 23))
    published("هدنة في الشمال")
    published("لا شيء")
    Indexer().run()
    lines = said("search_articles", "هدنة الجنوب").splitlines()
    assert "1" in lines[0]
    assert lines[1].split("\t")[:5] == ["7", made.public_id, "هدنة في الجنوب", "الضفة", "2019-03-23"]
    assert float(lines[1].split("\t")[5]) > 0
    answer = json.loads(said("search_articles", "هدنة", "--json", "--limit", "1", "--sort", "newest"))
    assert (answer["question"], answer["total"]) == ("هدنة", 2)
    assert [hit["id"] for hit in answer["hits"]] == [made.public_id]
    assert set(answer["hits"][0]) == {"external_id", "id", "headline", "source", "date", "score"}
    assert json.loads(said("search_articles", "الجنوب الشمال", "--any", "--json"))["total"] == 2
    assert json.loads(said("search_articles", "هدنة -الجنوب", "--json"))["total"] == 1
    assert json.loads(said("search_articles", "هدنة -الجنوب", "--json", "--plain"))["total"] == 1
    assert json.loads(said("search_articles", "الهدنة", "--json", "--level", "exact"))["total"] == 0


def test_a_file_of_questions(backend, tmp_path):
    published("هدنة في الجنوب")
    Indexer().run()
    (tmp_path / "questions").write_text("\ufeffهدنة\n\nزلزال\n", encoding="utf-8")
    answers = [
        json.loads(line)
        for line in said("search_articles", "--questions", f"{tmp_path}/questions", "--json").splitlines()
    ]
    assert [(answer["question"], answer["total"], len(answer["hits"])) for answer in answers] == [
        ("هدنة", 1, 1),
        ("زلزال", 0, 0),
    ]


@pytest.mark.parametrize(
    "arguments", [[], ["كلمة", "--questions", "f"], ["--questions", "/nowhere"], ["ك", "--limit", "-1"]]
)
def test_what_is_asked_wrongly_is_said(backend, arguments):
    Indexer().run()
    with pytest.raises(CommandError):
        said("search_articles", *arguments)


def test_without_an_index_the_remedy_is_named(backend):
    with pytest.raises(CommandError, match="update_index"):
        said("search_articles", "كلمة")


def test_run_indexer_once(backend):
    published("هدنة")
    said("run_indexer", "--once")
    assert backend.search(AllArticles()).total == 1


def test_run_indexer_stops_when_told(tmp_path):
    environment = {**os.environ, "ARCHIVE_VAR": str(tmp_path), "LEXICON_DIR": str(django_settings.LEXICON_DIR)}
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, str(django_settings.BASE_DIR / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True, timeout=120)
    running = subprocess.Popen([*manage, "run_indexer"], env=environment, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    while not (tmp_path / "index").exists():
        assert time.monotonic() < end
        assert running.poll() is None
        time.sleep(0.1)
    time.sleep(0.5)
    running.send_signal(signal.SIGTERM)
    _, errors = running.communicate(timeout=30)
    assert (running.returncode, errors) == (0, b"")
