"""The real analyzer, and a small archive with a real index of its own."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone

from articles.models import Article, Organisation, Person, Place, Section, Source, Status, Subject
from articles.models.listings import followed_once
from search.indexing.indexer import Indexer


@pytest.fixture
def index(settings, analyzer, db):
    """What brings the test's own index up to the records."""
    settings.SIMPLE_HISTORY_ENABLED = False
    return partial(Indexer().run, wait=True)


@pytest.fixture
def archive(index):
    """Eleven published articles, and one each that no reader may see: a draft, a scheduled, a withdrawn one."""
    daffa = Source.objects.create(name="صحيفة الضفّة", name_en="Al-Daffa", other_spellings=["الضفة"], slug="daffa")
    nahr = Source.objects.create(name="موقع النهر", slug="nahr")
    news, sport = Section.objects.create(name="أخبار", slug="news"), Section.objects.create(name="رياضة", slug="sport")
    places = [Place.objects.create(name=name, slug=slug) for name, slug in (("الباغوز", "baghuz"), ("حلب", "halab"))]
    person = Person.objects.create(name="سعاد مراد", slug="suad")
    subject = Subject.objects.create(name="المعارك", slug="battles")
    body = Organisation.objects.create(name="الهلال الأحمر", slug="crescent")

    def article(headline, lead="", day=(2019, 3, 23), source=daffa, section=news, places=places[:1], **values):
        moment = datetime(*day, 12, tzinfo=timezone.get_default_timezone())
        values = {"status": Status.PUBLISHED, "published_at": moment, **values}
        made = Article.objects.create(headline=headline, lead=lead, source=source, section=section, **values)
        made.places.set(places)
        made.people.set([person])
        made.subjects.set([subject])
        made.organisations.set([body])
        return made

    with followed_once(Article.objects.all()):
        article("انتهاء الهجوم على الباغوز", "انتهى الهجوم الواسع بعد أسابيع. خرج المدنيون من الباغوز ليلا.")
        article(
            "هدنة في حلب",
            "لا هجومَ في حلب اليوم، والهدنة صامدة.",
            (2018, 5, 1),
            nahr,
            places=places,
            byline="بقلم: سعاد مراد",
        )
        article("مباراة حلب", "هجوم الفريق سجّل هدفين.", (2018, 6, 1), nahr, sport, places[1:])
        article("دروع بشرية", "استخدموهم كدروع بشرية، وقيل إن بشرية دروعهم ظاهرة.", (2017, 1, 2))
        article('<script>alert("هجوم")</script> & <b>هجوم</b>', 'نصّ فيه <img src=x onerror="alert(1)"> وهجوم.')
        for number in range(6):
            article(f"خبر عن هجوم رقم {number}", "هجوم آخر على المدينة.", (2016, 1, 1 + number), nahr, sport, [])
        soon = timezone.now() + timedelta(days=1)
        article("هجوم مسودّة", "سرّ", status=Status.DRAFT)
        article("هجوم مجدول", "سرّ", status=Status.SCHEDULED, published_at=soon)
        article("هجوم مسحوب", "سرّ", status=Status.WITHDRAWN, withdrawal="سُحب")
    index()
    return Article.objects
