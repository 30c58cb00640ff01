"""The list: search that knows spellings and drafts, filters, actions on many, history, preview, the door."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.admin.article import ArticleAdmin, YearFilter
from articles.admin.history import in_words
from articles.models import Article, Change, Person, Place, Section, Source, Status
from tests.support.admin_pages import LIST, change, messages_of, staff

pytestmark = pytest.mark.django_db


def found(client, query, address=LIST):
    return {str(record) for record in client.get(address, {"q": query}).context["cl"].result_list}


def test_search_knows_spellings_clitics_and_drafts(editor):
    draft = Article.objects.create(headline="مسؤول أممي يزور مدرسة في الرقة", lead="وبالمخيم خيام محترقة")
    Article.objects.create(headline="خبر آخر", status=Status.PUBLISHED)
    for query in ("مسئول", "مدرسه", "الرقه", "رقة", "زيارة مسؤول", "مخيم", "المخيم", "محترق مسوول", "اممى"):
        assert found(editor, query) == ({str(draft)} if query != "زيارة مسؤول" else set()), query
    assert found(editor, "درسة") == set()
    assert found(editor, "%") == {"خبر آخر", str(draft)}


@pytest.mark.parametrize("query", ["\0", "%", "_", "'", "خ" * 5000, "أ " * 600, "\\", "\u202e"])
def test_any_search_answers(editor, query):
    Article.objects.create(headline="خبر")
    Place.objects.create(name="الرقة")
    assert editor.get(LIST, {"q": query}).status_code == 200
    assert editor.get("/admin/articles/place/", {"q": query}).status_code == 200
    term = {"app_label": "articles", "model_name": "article", "field_name": "places", "term": query}
    assert editor.get("/admin/autocomplete/", term).status_code == 200


def test_autocomplete_knows_other_spellings(editor):
    Person.objects.create(name="مصطفى بالي", other_spellings=["Mustafa Bali", "مصطفي بالى"])
    for term in ("بالى", "مصطفي", "bali"):
        query = {"app_label": "articles", "model_name": "article", "field_name": "people", "term": term}
        answer = editor.get("/admin/autocomplete/", query).json()
        assert [result["text"] for result in answer["results"]] == ["مصطفى بالي"], term


def test_folded_words_follow_bulk_paths(editor):
    article = Article.objects.bulk_create([Article(headline="قديم")])[0]
    article.headline = "مؤتمر"
    Article.objects.bulk_update([article], ["headline"])
    assert found(editor, "موتمر") == {"مؤتمر"}
    with pytest.raises(ValueError, match="bulk_update"):
        Article.objects.update(headline="آخر")
    Source.objects.bulk_create([Source(name="أنباء", slug="a")])
    assert found(editor, "انباء", "/admin/articles/source/") == {"أنباء"}
    Source.objects.filter(name="أنباء").update(name="مسؤول")
    assert found(editor, "مسئول", "/admin/articles/source/") == {"مسؤول"}


def test_filters(editor):
    source, section = Source.objects.create(name="صحيفة"), Section.objects.create(name="سياسة")
    Article.objects.create(headline="أ", source=source, guessed=["headline"])
    Article.objects.create(headline="ب", section=section, status=Status.PUBLISHED, published_on=date(2019, 3, 23))
    asked = {"guesses=yes": "أ", "guesses=no": "ب", "status__exact=draft": "أ", "status__exact=published": "ب"}
    asked |= {f"source__id__exact={source.pk}": "أ", f"section__id__exact={section.pk}": "ب"}
    asked |= {"published_on__year=2019": "ب"}
    for query, headline in asked.items():
        results = editor.get(f"{LIST}?{query}").context["cl"].result_list
        assert [article.headline for article in results] == [headline], query


RUBBISH = """
source__id__exact=x source__id__exact=99999999999999999999 status__exact=x guesses=x published_on__year=x
published_on__year=99999 status__exact=%00 published_on__day=40 o=99 o=x.y p=-1 p=x all= nothing=1 e=1
"""


@pytest.mark.parametrize("query", RUBBISH.split())
def test_any_filter_answers(editor, query):
    Article.objects.create(headline="خبر")
    assert editor.get(f"{LIST}?{query}", follow=True).status_code == 200


def test_list_takes_a_fixed_number_of_queries(editor, django_assert_max_num_queries):
    source = Source.objects.create(name="صحيفة")
    Article.objects.bulk_create([Article(headline=f"خبر {n}", source=source) for n in range(60)])
    with django_assert_max_num_queries(16):
        editor.get(LIST)


def act(client, action, articles, **more):
    keys = [article.pk for article in articles]
    return client.post(LIST, {"action": action, "_selected_action": keys, **more}, follow=True)


def test_publishing_many_says_which_are_left(chief):
    ready = Article.objects.create(headline="خبر")
    bare = Article.objects.create(lead="بلا عنوان")
    gone = Article.objects.create(headline="مسحوب", status=Status.WITHDRAWN, withdrawal="سبب")
    response = act(chief, "publish", [ready, bare, gone])
    assert list(Article.objects.visible()) == [ready]
    said = messages_of(response)
    assert str(bare) in said
    assert str(gone) in said
    assert ready.history.first().history_user.username == "chief"
    assert Article.objects.get(pk=ready.pk).version == 2


def test_publishing_many_waits_for_a_time_still_to_come(chief):
    early = Article.objects.create(headline="خبر الغد", published_at=timezone.now() + timedelta(days=1))
    assert str(early) in messages_of(act(chief, "publish", [early]))
    assert not Article.objects.visible().exists()


def test_withdrawing_asks_for_the_notice(chief):
    article = Article.objects.create(headline="خبر", status=Status.PUBLISHED)
    page = act(chief, "withdraw", [article])
    assert 'name="withdrawal"' in page.content.decode()
    assert "errorlist" in act(chief, "withdraw", [article], withdrawal="  \0 ").content.decode()
    assert Article.objects.visible().exists()
    act(chief, "withdraw", [article], withdrawal="سُحب لخطأ في الأسماء")
    article.refresh_from_db()
    assert (article.status, article.withdrawal) == ("withdrawn", "سُحب لخطأ في الأسماء")


def test_all_of_thousands_at_once(chief, django_assert_max_num_queries):
    Article.objects.bulk_create([Article(headline=f"خبر {n}") for n in range(1200)])
    place = Place.objects.create(name="الرقة")
    Article.objects.first().places.add(place)
    first = [Article.objects.first()]
    with django_assert_max_num_queries(140):
        act(chief, "publish", first, select_across="1")
    assert Article.objects.visible().count() == 1200
    assert Article.history.count() == 1201
    assert first[0].history.first().places.get().place == place
    page = act(chief, "withdraw", first, select_across="1").content.decode()
    assert page.count('name="_selected_action"') == 1
    assert 'name="select_across" value="1"' in page
    act(chief, "withdraw", first, select_across="1", withdrawal="سبب")
    assert not Article.objects.visible().exists()
    Change.objects.all().delete()
    act(chief, "delete_selected", first, select_across="1", confirmed="1")
    assert not Article.objects.exists()
    assert Change.objects.count() == 1200
    assert Article.history.filter(history_type="-", history_user__username="chief").count() == 1200


def test_what_comes_to_match_meanwhile_is_not_deleted(chief, monkeypatch):
    Article.objects.bulk_create([Article(headline=f"مسودة {n}") for n in range(3)])
    logged = ArticleAdmin.log_deletions

    def log_and_save(self, request, articles):
        logged(self, request, articles)
        Article.objects.create(headline="مسودة جديدة")

    monkeypatch.setattr(ArticleAdmin, "log_deletions", log_and_save)
    everything = {"select_across": "1", "confirmed": "1", "action": "delete_selected"}
    some = Article.objects.first().pk
    chief.post(f"{LIST}?status__exact=draft", {**everything, "_selected_action": [some]})
    assert list(Article.objects.values_list("headline", flat=True)) == ["مسودة جديدة"]


def test_a_source_with_many_articles_is_kept_and_says_by_which(chief, django_assert_max_num_queries):
    source, section = Source.objects.create(name="صحيفة"), Section.objects.create(name="سياسة")
    Article.objects.bulk_create([Article(headline=f"خبر {n}", source=source) for n in range(40)])
    with django_assert_max_num_queries(12):
        page = chief.get(f"/admin/articles/source/{source.pk}/delete/").content.decode()
    assert 0 < page.count("خبر ") <= 5
    chief.post(f"/admin/articles/source/{source.pk}/delete/", {"post": "yes"})
    assert Source.objects.exists()
    assert chief.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Section.objects.exists()


def test_the_years_are_offered_without_reading_every_article(editor):
    for year in (2015, 2019):
        Article.objects.create(headline="خبر", published_on=date(year, 3, 23))
    with CaptureQueriesContext(connection) as asked:
        page = editor.get(LIST)
    assert not [query["sql"] for query in asked if "DISTINCT" in query["sql"]]
    (years,) = [spec for spec in page.context["cl"].filter_specs if isinstance(spec, YearFilter)]
    choices = list(years.choices(page.context["cl"]))
    assert [choice["display"] for choice in choices[1:]] == [2019, 2018, 2017, 2016, 2015]
    chosen = editor.get(LIST + choices[1]["query_string"]).context["cl"]
    assert [article.published_on.year for article in chosen.result_list] == [2019]
    assert chosen.date_hierarchy


def test_the_history_tells_times_and_choices_in_words(rf):
    at = datetime(2019, 3, 22, 22, 30, tzinfo=UTC)
    with translation.override("ar"):
        assert in_words("published_at", at) == "23 مارس 2019، 01:30"
        assert [in_words("sample", value, Source) for value in (True, False)] == ["نعم", "لا"]


def test_deleting_asks_first(chief):
    article = Article.objects.create(headline="خبر")
    act(chief, "delete_selected", [article])
    assert Article.objects.exists()


def test_the_page_before_deleting_one_names_no_links(chief):
    article = Article.objects.create(headline="خبر")
    article.places.add(Place.objects.create(name="الرقة"))
    for record in (article, article.places.get()):
        address = f"/admin/articles/{record._meta.model_name}/{record.pk}/delete/"
        asked = chief.get(address).content.decode()
        assert str(record) in asked
        assert "Article_places" not in asked
        assert chief.post(address, {"post": "yes"}).status_code == 302
    assert not Article.objects.exists()
    assert not Place.objects.exists()


def test_preview_shows_a_draft_to_editors_alone(editor):
    article = Article.objects.create(headline="مسودة", lead="مقدمة", body="## فرعي\n\nنص <b>غليظ</b>")
    response = editor.get(f"{LIST}{article.pk}/preview/")
    html = response.content.decode()
    assert "<h2>فرعي</h2>" in html
    assert "نص &lt;b&gt;" in html
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "no-store" in response.headers["Cache-Control"]
    assert Client().get(article.get_absolute_url()).status_code == 404
    assert editor.get(f"{LIST}{Article.objects.create().pk}/preview/").status_code == 200


def test_history_shows_what_changed_and_leads_back(editor, fields):
    article = Article.objects.bulk_create([Article(headline="العنوان الأول", body="نص قديم")])[0]
    article.places.add(Place.objects.create(name="الرقة"))
    article.history.all().delete()
    page = change(article)
    editor.post(page, fields(editor, page, body="نص جديد", places=[]))
    assert article.history.count() == 2
    html = editor.get(f"{LIST}{article.pk}/history/").content.decode()
    assert "<del>قديم</del> <ins>جديد</ins>" in html
    assert "<del>الرقة</del>" in html
    assert "style=" not in html
    first = article.history.last()
    address = editor.get(f"{LIST}{article.pk}/history/{first.pk}/").url
    sent = fields(editor, address)
    assert (sent["body"], sent["places"]) == ("نص قديم", [str(Place.objects.get().pk)])
    assert editor.post(address, sent).status_code == 302
    before = first.version
    article.refresh_from_db()
    assert article.body == "نص قديم"
    assert article.version > before


def test_named_record_by_its_form(editor):
    typed = {"name": "الرقة", "other_spellings": "الرقه\r\n\r\n Raqqa \r\nالرقه", "slug": ""}
    assert editor.post("/admin/articles/place/add/", typed).status_code == 302
    place = Place.objects.get()
    assert (place.slug, place.other_spellings) == ("الرقة", ["الرقه", "Raqqa"])
    page = editor.get(f"/admin/articles/place/{place.pk}/change/").content.decode()
    assert "الرقه\nRaqqa</textarea>" in page
    assert editor.get(f"/admin/articles/place/{place.pk}/history/").status_code == 200
    for name in ("", "\0", "خ" * 300):
        response = editor.post("/admin/articles/place/add/", typed | {"name": name, "slug": "x"})
        assert response.status_code == 200
    for wrong in ({"other_spellings": "خ" * 300}, {"country": "sy"}):
        response = editor.post("/admin/articles/place/add/", typed | wrong)
        assert response.context["adminform"].form.errors.keys() == wrong.keys()


@pytest.mark.parametrize("model", [Article, Place])
def test_no_address_of_a_history_is_a_fault(model, editor):
    pk = model.objects.create(**{"headline" if model is Article else "name": "خبر"}).pk
    for rest in ("x/history/", "x/history/1/", f"{pk}/history/x/"):
        assert editor.get(f"/admin/articles/{model._meta.model_name}/{rest}").status_code in {302, 404}


def test_who_fails_too_often_is_kept_out(client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    staff("editor", "Editor")
    sent = {"username": "editor", "password": "wrong"}
    answers = [client.post("/admin/login/", sent).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    response = client.post("/admin/login/", sent | {"password": "a long enough password"})
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "1800"
    assert "30" in response.content.decode()
    assert client.get("/admin/").status_code == 302
