"""The import: what an article is known by, what twice means, and what each option does."""

import json
from datetime import date, timedelta

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.body import BlockType, read_body
from articles.loading.batch import new_values
from articles.loading.checking import check
from articles.models import Article, Change, Person, Place, Source, Status
from articles.readers.record import Record
from tests.support.records import PARAGRAPHS, article
from tests.support.services import shared_data

ANT = ["docno=external_id", "title=headline", "text=body", "abstract=lead", "time=published_at", "cat=section"]
ANT += ["src=source", "url=url"]


@pytest.mark.shared_data
def test_the_ant_corpus(run):
    path = shared_data("ant-corpus.jsonl.gz")
    dry = run(path, "--dry-run", "--map", *ANT)
    assert not Article.objects.exists()
    first = run(path, "--map", *ANT)
    # 23 have neither an abstract nor a text.
    assert first.counts == dry.counts == [10161, 10138, 0, 0, 23]
    assert first.err == dry.err
    assert run(path, "--map", *ANT).counts == [10161, 0, 0, 10138, 23]
    assert run(path, "--on-duplicate", "update", "--map", *ANT).counts == [10161, 0, 0, 10138, 23]
    assert Article.objects.count() == Change.objects.count() == 10138
    assert not Article.history.exists()
    assert Source.objects.get().articles.count() == 10137
    assert not Article.objects.filter(body__contains="\r").exists()
    day_only = Article.objects.get(external_id="JA-culture-101-20150517")
    assert (day_only.published_on.isoformat(), day_only.published_at) == ("2015-05-17", None)


def test_twice_adds_nothing_whatever_an_article_is_known_by(run, write):
    by_url = {**article(), "external_id": "", "url": "https://example.org/1"}
    by_text = {**article(), "external_id": ""}
    path = write(article(), by_url, by_text, {**by_text, "source": "إيلاف"})
    assert run(path).counts == [4, 4, 0, 0, 0]
    assert run(path).counts == [4, 0, 0, 4, 0]


def test_duplicates_inside_one_file(run, write):
    by_url = {**article(), "external_id": "", "url": "https://example.org/1"}
    by_text = {**article(), "external_id": "", "source": "جديد"}
    path = write(article(), article(), by_url, {**by_url, "headline": "آخر"}, by_text, by_text)
    assert run(path).counts == [6, 3, 0, 3, 0]


def test_wire_copy_of_two_outlets_is_two_articles(run, write):
    with_id, without = article(), {**article(), "external_id": ""}
    path = write(*({**record, "source": name} for record in (with_id, without) for name in ("صحيفة", "موقع")))
    assert run(path).counts == [4, 4, 0, 0, 0]


def test_an_editors_change_does_not_make_the_text_another(run, write):
    path = write({**article(), "external_id": ""})
    run(path)
    made = Article.objects.get()
    made.headline = "عنوان أفضل"
    made.save()
    assert run(path).counts == [1, 0, 0, 1, 0]


def test_update_changes_what_the_record_names(run, write):
    run(write(article(1, byline="مراسل", places=["الباغوز"]), article(2)))
    path = write(article(1, headline="عنوان جديد", places=["دير الزور"]), article(2), article(2, people=["مصطفى بالي"]))
    assert run(path, "--on-duplicate", "update").counts == [3, 0, 2, 1, 0]
    first, second = Article.objects.order_by("external_id")
    assert (first.headline, first.byline, first.version) == ("عنوان جديد", "مراسل", 2)
    assert [place.name for place in first.places.all()] == ["دير الزور"]
    assert [person.name for person in second.people.all()] == ["مصطفى بالي"]
    assert run(path, "--on-duplicate", "update").counts == [3, 0, 0, 3, 0]
    assert set(Change.objects.values_list("article_id", flat=True)) == {first.pk, second.pk}
    assert not Article.history.exists()


def test_an_update_inside_one_file_reaches_the_article_before_it_is_written(run, write):
    path = write(article(1), article(1, headline="تصحيح"))
    assert run(path, "--on-duplicate", "update").counts == [2, 1, 1, 0, 0]
    assert Article.objects.get().headline == "تصحيح"


def test_a_guess_does_not_replace_what_an_editor_wrote(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(PARAGRAPHS) + "\n\nشاهد صحافي في وكالة فرانس برس ذلك.", encoding="utf-8")
    run(path)
    made = Article.objects.get()
    made.headline, made.guessed = "عنوان المحرر", ["agency"]
    made.save()
    assert run(path, "--on-duplicate", "update").counts == [1, 0, 0, 1, 0]
    made.refresh_from_db()
    assert (made.headline, made.guessed) == ("عنوان المحرر", ["agency"])


def test_a_guess_does_not_replace_a_day_that_an_editor_wrote(run, tmp_path):
    made = Article(published_on=date(2019, 3, 20), guessed=[])
    record = Record(1, {"published_at": "2019-03-23", "body": PARAGRAPHS[0]}, "", ("published_at",))
    values = new_values(made, check(record), {})
    assert not values.keys() & {"published_at", "published_on"}
    assert values["guessed"] == []


def test_drafts_without_a_headline_are_the_same_when_they_are_published(run, write):
    path = write({key: value for key, value in article().items() if key not in {"headline", "external_id", "url"}})
    assert run(path).counts == [1, 1, 0, 0, 0]
    assert run(path, "--publish").counts == [1, 0, 0, 1, 0]
    assert run(path, "--publish", "--on-duplicate", "update").counts == [1, 0, 1, 0, 0]
    assert Article.objects.get().status == Status.PUBLISHED


def test_a_withdrawal_needs_no_text_of_what_the_archive_has(run, write):
    gone = {"external_id": article()["external_id"], "status": "withdrawn", "withdrawal": "سحبته الوكالة"}
    path = write(gone)
    assert run(path, "--on-duplicate", "update").counts == [1, 0, 0, 0, 1]
    run(write(article(), name="first.jsonl"))
    assert run(path, "--on-duplicate", "update").counts == [1, 0, 1, 0, 0]
    made = Article.objects.get()
    assert (made.status, bool(made.body)) == (Status.WITHDRAWN, True)


def test_a_withdrawal_is_never_skipped_unnoticed(run, write):
    path = write(article())
    gone = write({**article(), "status": "withdrawn", "withdrawal": "سحبته الوكالة"}, name="gone.jsonl")
    run(path)
    told = run(gone)
    assert (told.counts, "--on-duplicate update" in told.out + told.err) == ([1, 0, 0, 0, 1], True)
    assert run(gone, "--on-duplicate", "update").counts == [1, 0, 1, 0, 0]
    assert run(gone).counts == [1, 0, 0, 1, 0]


def test_two_of_ours_may_have_one_address(run, write):
    first = {**article(), "id": "k3x9p2m7qa", "url": "https://example.org/1"}
    second = {**article(), "id": "k3x9p2m7qb", "url": "https://example.org/1", "external_id": "", "headline": "آخر"}
    path = write(first, second)
    assert run(path).counts == [2, 2, 0, 0, 0]
    assert run(path).counts == [2, 0, 0, 2, 0]


def test_an_update_holds_the_rows_it_has_read(run, write):
    path = write(article())
    run(path)
    with CaptureQueriesContext(connection) as asked:
        run(path, "--on-duplicate", "update")
    assert connection.vendor == "sqlite" or any("FOR NO KEY UPDATE" in query["sql"] for query in asked)


def test_names_are_met_by_slug_then_by_any_spelling(run, write):
    place = Place.objects.create(name="الرقة", other_spellings=["الرقّة"], name_en="Raqqa")
    source = Source.objects.create(name="إيلاف", slug="elaph")
    names = ["الرقه", "Raqqa", place.slug]
    run(write(*(article(n, places=[name], source="elaph" if n else "ايلاف") for n, name in enumerate(names))))
    assert place.articles.count() == 3
    assert source.articles.count() == 3
    assert Place.objects.count() == Source.objects.count() == 1


def test_lines_of_named_records_come_first(run, write):
    source = {"type": "source", "slug": "daffa", "name": "صحيفة الضفة", "country": "SY", "sample": True}
    namesakes = [{"type": "person", "slug": slug, "name": "محمد علي"} for slug in ("ali-1", "ali-2")]
    path = write(source, *namesakes, article(source="daffa", people=["ali-2"]))
    assert run(path).counts == [1, 1, 0, 0, 0]
    made = Article.objects.get()
    assert (made.source.name, made.source.country, made.source.sample) == ("صحيفة الضفة", "SY", True)
    assert made.people.get().slug == "ali-2"
    run(path)
    assert Person.objects.count() == 2
    assert not Source.history.exists()


def test_source_for_records_that_name_none(run, write):
    path = write(article(1), article(2, source="صحيفة"))
    run(path, "--source", "إيلاف")
    assert [made.source.name for made in Article.objects.order_by("external_id")] == ["إيلاف", "صحيفة"]


def test_no_new_sources(run, write):
    Source.objects.create(name="صحيفة")
    path = write(
        article(1, source="صحيفة"), article(2, source="مجهول", people=["أحد"]), {"type": "source", "name": "آخر"}
    )
    ran = run(path, "--no-new-sources")
    assert ran.counts == [2, 1, 0, 0, 1]
    assert "مجهول" in ran.err
    assert Source.objects.count() == 1
    assert not Person.objects.exists(), "a refused record leaves nothing behind"
    with pytest.raises(CommandError):
        run(path, "--no-new-sources", "--source", "مجهول")


def test_publish_is_for_records_that_name_no_status(run, write):
    path = write(article(1), article(2, status="draft"), article(3, headline=""))
    assert run(path, "--publish").counts == [3, 3, 0, 0, 0]
    first, second, third = Article.objects.order_by("external_id")
    assert [first.status, second.status, third.status] == ["published", "draft", "published"]
    assert third.headline
    assert third.guessed == ["headline"]


def test_publish_waits_for_a_moment_still_to_come(run, write):
    at = timezone.now() + timedelta(days=1)
    assert run(write(article(published_at=at.isoformat())), "--publish").counts == [1, 1, 0, 0, 0]
    assert Article.objects.get().status == Status.SCHEDULED
    assert not Article.objects.visible().exists()


def test_publish_brings_back_nothing_withdrawn(run, write):
    path = write(article())
    run(path)
    Article.objects.update(status=Status.WITHDRAWN, withdrawal="خطأ")
    run(path, "--publish", "--on-duplicate", "update")
    assert Article.objects.get().status == Status.WITHDRAWN


def test_dry_run_says_the_same_and_writes_nothing(run, write, settings):
    path = write(article(1), article(1), article(2, source="صحيفة"), {"body": ""}, "{")
    dry = run(path, "--dry-run")
    assert not Article.objects.exists()
    assert not Source.objects.exists()
    assert not (settings.VAR / "refused").exists()
    wet = run(path)
    assert wet.counts == dry.counts == [5, 2, 0, 1, 2]
    assert wet.err == dry.err


def test_folders_and_globs(run, write, tmp_path):
    for n in range(3):
        write(article(n), name=f"{n}.jsonl")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    assert run(tmp_path / "[01].jsonl").counts == [2, 2, 0, 0, 0]
    assert run(tmp_path).counts == [4, 2, 0, 2, 0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.jsonl"],
        ["{}", "--map", "title"],
        ["{}", "--map", "title=heading"],
        ["{}", "--map", "a=lead", "b=lead"],
    ],
)
def test_what_cannot_be_begun_is_said_at_once(arguments, run, write):
    path = write(article())
    with pytest.raises(CommandError):
        run(*(part.replace("{}", str(path)) for part in arguments))
    assert not Article.objects.exists()


def test_a_map_that_no_record_meets_is_said(run, write):
    path = write({"titel": "خبر", "text": PARAGRAPHS[0], "type": "story", "id": 12, "author": "أحد"})
    ran = run(path, "--map", "title=headline", "text=body")
    assert ran.counts == [1, 1, 0, 0, 0]
    assert "title" in ran.err
    assert "author, id, titel, type" in ran.out


def test_a_lead_is_not_shown_twice(run, write):
    first, second = PARAGRAPHS
    cut = " ".join(first.split()[:6])
    path = write(
        article(1, lead=first), article(2, lead=cut), article(3, lead="مقدمة أخرى."), article(4, lead=first, body=first)
    )
    run(path)
    made = [(each.lead, [block.text for block in each.blocks]) for each in Article.objects.order_by("external_id")]
    assert made == [(first, [second]), ("", [first, second]), ("مقدمة أخرى.", [first, second]), (first, [])]


def test_bodies_as_blocks_and_as_plain_text(run, write):
    blocks = [
        {"type": "subhead", "text": "عنوان"},
        {"type": "quote", "text": "قول"},
        {"type": "paragraph", "text": "## ليس"},
    ]
    run(write(article(1, body=blocks), article(2, body="## ليس عنوانا\nفقرة\r\nأخرى")))
    first, second = Article.objects.order_by("external_id")
    assert [{"type": block.type, "text": block.text} for block in read_body(first.body)] == blocks
    assert [block.type for block in second.blocks] == [BlockType.PARAGRAPH] * 3


def test_a_public_identifier_is_kept_and_meets_its_own(run, write):
    path = write(article(1, id="k3x9p2m7qa"))
    run(path)
    assert Article.objects.get().public_id == "k3x9p2m7qa"
    again = write(article(9, id="k3x9p2m7qa", headline="آخر"))
    assert run(again, "--on-duplicate", "update").counts == [1, 0, 1, 0, 0]
    assert Article.objects.get().external_id == "9"


def test_what_stands_in_the_way_of_one_record_stops_no_other(run, write):
    run(write(article(1, id="k3x9p2m7qa"), article(2, id="k3x9p2m7qb")))
    # The first would become a second article 2.
    path = write(article(2, id="k3x9p2m7qa"), article(3), article(2, id="k3x9p2m7qb", headline="جديد"))
    assert run(path, "--on-duplicate", "update").counts == [3, 1, 1, 0, 1]
    assert Article.objects.get(public_id="k3x9p2m7qa").external_id == "1"


def test_our_own_record_is_taken_to_the_letter(run, write):
    body = [{"type": "paragraph", "text": "شركة س & ص\u200f  فراغان"}]
    run(write(article(1, body=body, headline="م&ن")))
    made = Article.objects.get()
    assert (made.headline, made.blocks[0].text) == ("م&ن", body[0]["text"])


def test_json_of_foreign_numbers(run, write):
    run(
        write(json.dumps({"number": 17, "text": PARAGRAPHS[0]}), name="a.jsonl"),
        "--map",
        "number=external_id",
        "text=body",
    )
    assert Article.objects.get().external_id == "17"
