"""Export, empty, import: the same archive, addresses included."""

import gzip
import io
import itertools
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from articles.models import NAMED_KINDS, Agency, Article, NameGroup, Person, Place, Section, Source, Status, Subject
from tests.support.processes import finish
from tests.support.records import PARAGRAPHS, article
from tests.support.services import shared_data

pytestmark = pytest.mark.django_db


def export() -> list[str]:
    out = io.StringIO()
    call_command("export_articles", stdout=out)
    return out.getvalue().splitlines()


def empty() -> None:
    Article.objects.all().delete()
    for model in (*NAMED_KINDS.values(), NameGroup):
        model.objects.all().delete()


def fill() -> None:
    """An archive with everything that is hard to carry over."""
    now = timezone.now()
    source = Source.objects.create(name="صحيفة الضفة", name_en="Al-Daffa", country="SY", sample=True)
    twins = [Person.objects.create(name="محمد علي") for _n in range(2)]
    place = Place.objects.create(name="الباغوز", other_spellings=["باغوز", "Baghouz"], country="SY")
    Agency.objects.create(name="وكالة بلا أخبار", slug="Unused_Agency")
    NameGroup.objects.create(names=["أ ف ب", "فرانس برس"], note="وكالة")
    body = "## عنوان\n\n\\> ليس قولا\n\n> قول\nعلى سطرين\n\nنص & \u200f  كما هو"
    whole = Article.objects.create(
        headline="خبر\u200f & علامات", subheadline="فرعي", lead="مقدمة.\n\nثانية", body=body, dateline="دير الزور",
        byline="مراسل", source=source, section=Section.objects.create(name="سياسة"), published_at=now, url="https://example.org/1",
        external_id="1", rights="للأرشيف", correction="صُحح العدد", status=Status.PUBLISHED, sample=True,
        guessed=["agency"],
    )  # fmt: skip
    whole.people.add(twins[1])
    whole.places.add(place)
    whole.subjects.add(Subject.objects.create(name="نزاعات"))
    Article.objects.create(headline="مسحوب", status=Status.WITHDRAWN, withdrawal="خطأ في الاسم", source=source)
    Article.objects.create(headline="مجدول", body="نص", status=Status.SCHEDULED, published_at=now + timedelta(days=1))
    Article.objects.create(body="مسودة بلا عنوان", published_on=date(2019, 3, 23))
    Article.objects.create(headline="عنوان وحده")
    # When the clocks of TIME_ZONE told local mean time, 3:06:52 ahead of UTC.
    Article.objects.create(headline="قديم", lead="نص", published_at=datetime(1930, 5, 1, 7, tzinfo=UTC))
    Article.objects.create(lead=PARAGRAPHS[0], body=PARAGRAPHS[0], headline="المقدمة مكررة عمدا")


def test_the_same_archive_comes_back(run, tmp_path):
    fill()
    run_text = tmp_path / "a.txt"
    run_text.write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    run(run_text)
    lines = export()
    (tmp_path / "archive.jsonl").write_text("\n".join(lines), encoding="utf-8")
    addresses = [made.get_absolute_url() for made in Article.objects.order_by("pk")]
    empty()
    ran = run(tmp_path / "archive.jsonl")
    assert ran.counts == [8, 8, 0, 0, 0], ran.err
    assert export() == lines
    assert [made.get_absolute_url() for made in Article.objects.order_by("pk")] == addresses
    assert run(tmp_path / "archive.jsonl", "--on-duplicate", "update").counts == [8, 0, 0, 8, 0]
    assert export() == lines
    # The pasted report is still known by its text.
    assert run(run_text).counts == [1, 0, 0, 1, 0]


@pytest.mark.shared_data
def test_a_real_archive_comes_back(run, tmp_path):
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt", encoding="utf-8") as lines:
        (tmp_path / "some.jsonl").write_text("".join(itertools.islice(lines, 1500)), encoding="utf-8")
    pairs = ["docno=external_id", "title=headline", "text=body", "abstract=lead", "time=published_at", "src=source"]
    added = run(tmp_path / "some.jsonl", "--map", *pairs).counts[1]
    target = tmp_path / "archive.jsonl.gz"
    call_command("export_articles", str(target))
    before = export()
    empty()
    assert run(target).counts == [added, added, 0, 0, 0]
    assert export() == before


def test_a_file_appears_whole_or_not_at_all(run, write, tmp_path):
    run(write(article()))
    call_command("export_articles", str(tmp_path / "out.jsonl"))
    [_source_free] = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert not list(tmp_path.glob("*.part"))
    with pytest.raises(CommandError):
        call_command("export_articles", str(tmp_path / "nowhere" / "out.jsonl"))


# A record is added, by another connection, while the first line of an export has been read.
MEANWHILE = """
import threading
from articles.loading.exporting import export_lines
from articles.models import Article, Person
from django.db import connection, connections
def add():
    Article.objects.create(headline="خبر بعد").people.add(Person.objects.create(name="أحد"))
    connections.close_all()
Article.objects.create(headline="خبر").people.add(Person.objects.create(name="أول"))
lines = export_lines()
first = next(lines)
other = threading.Thread(target=add)
other.start()
other.join(20)
assert len([first, *lines]) == 2, "an export of two moments"
assert not connection.in_atomic_block
assert len(list(export_lines())) == 4
"""


@pytest.mark.django_db(transaction=True)
def test_an_export_is_of_one_moment(tmp_path):
    """SQLite in a process of its own: the tests' database is one connection's."""
    if connection.vendor == "sqlite":
        finish(tmp_path, "migrate", "-v0")
        finish(tmp_path, "shell", "-v0", "-c", MEANWHILE)
    else:
        exec(MEANWHILE, {})
