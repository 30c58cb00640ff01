"""The results page over a real index: what it finds, shows, counts, and says."""

import pytest
from django.test import Client
from lxml import html

from arabic import LexiconMissingError
from articles.models import Article, Person
from articles.wording import articles_in_words
from search.backends import default
from search.retrieval import interpret
from tests.support.result_pages import search

pytestmark = pytest.mark.django_db


def test_words_are_found_in_all_their_forms_and_marked(archive):
    page = search("هجوم الباغوز")
    assert page.total == 1
    assert page.headlines == ["انتهاء الهجوم على الباغوز"]
    assert page.marks == ["الهجوم", "الباغوز", "الهجوم", "الباغوز"]
    assert "هجومَ" in search("هجوم").marks


def test_levels_widen(archive):
    assert search("هجوم", level="exact").marks.count("الهجوم") == 0
    assert search("استخدام", level="exact").total == 0
    assert search("خدم", level="root").total > search("خدم").total


def test_a_phrase_is_found_and_marked_where_it_stands(archive):
    page = search('"دروع بشرية"')
    assert page.total == 1
    assert page.marks == ["دروع", "بشرية", "كدروع", "بشرية"]
    assert search('"بشرية دروع"').total == 0


def test_what_is_left_out_is_a_chip_that_can_be_removed(archive):
    page = search("هجوم -هدنة")
    assert "هدنة في حلب" not in page.headlines
    (chip,) = [href for text, href in page.links(".chosen a").items() if "هدنة" in text]
    assert search(address=chip).total == search("هجوم").total == page.total + 1


def test_dates_read_in_the_question_are_a_chip(archive):
    page = search("هجوم من:أيار-2018 إلى:2018")
    assert set(page.headlines) == {"هدنة في حلب", "مباراة حلب"}
    chips = page.links(".chosen .chip")
    assert any("1 أيار/مايو 2018" in text for text in chips)
    without_dates = [href for text, href in chips.items() if "2018" in text]
    assert search(address=without_dates[0]).total > page.total


def test_no_markup_of_a_text_reaches_the_page(archive):
    page = search("هجوم", sort="newest")
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;alert(&quot;<mark>هجوم</mark>&quot;)&lt;/script&gt;" in page.text
    hostile = '"><script>alert(1)</script>'
    assert "<script>alert" not in search(hostile, source=hostile, year=hostile, **{"from": hostile}).text


def test_what_nobody_may_see_is_neither_listed_nor_counted(archive):
    everything = search()
    assert everything.total == archive.visible().count() == 11
    assert search("سر").total == 0
    for question in ("هجوم", "مسودة", "مجدول", "مسحوب", ""):
        assert not {"هجوم مسودّة", "هجوم مجدول", "هجوم مسحوب"} & set(search(question).headlines)


def test_an_article_withdrawn_behind_the_index_is_not_shown(archive):
    Article.objects.filter(headline="هدنة في حلب").update(status="withdrawn", withdrawal="سُحب")
    page = search("هدنة")
    assert page.total == 0
    assert page.headlines == []


def test_every_filter_counts_what_its_link_leads_to(archive):
    page = search("هجوم")
    links = page.links(".filters .valued a:first-child")
    assert {"2018 2", "موقع النهر 8", "رياضة 7", "الباغوز 3", "حلب 2", "سعاد مراد 10", "المعارك 10"} <= set(links)
    for text, href in links.items():
        assert search(address=href).total == int(text.split()[-1]), text


def test_several_values_of_a_filter_widen_and_others_narrow(archive):
    one = search("هجوم", place="halab")
    assert one.total == 2
    offered = one.links(".filters .valued a:first-child")
    (more,) = [href for text, href in offered.items() if text.startswith("الباغوز +")]
    two = search(address=more)
    assert two.total == 4
    assert search("هجوم", place=["halab", "baghuz"], section="sport").total == 1
    assert search("هجوم", year=["2017", "2018"]).total == 2
    assert search("هجوم", year=["2017", "2018"], source="daffa").total == 0


@pytest.mark.parametrize("kind", ["year", "source", "section", "place"])
def test_what_a_further_value_adds_is_what_the_list_grows_by(archive, kind):
    first = next(iter({"year": ["2016"], "source": ["nahr"], "section": ["sport"], "place": ["halab"]}[kind]))
    page = search("هجوم", **{kind: first})
    adding = {text: href for text, href in page.links(".filters .valued a:first-child").items() if "+" in text}
    assert adding
    for text, href in adding.items():
        assert search(address=href).total == page.total + int(text.rpartition("+")[2]), text


def test_a_chosen_filter_is_seen_and_removable(archive):
    page = search("هجوم", source="nahr", **{"from": "2018"})
    chips = page.links(".chosen .chip")
    assert len(chips) == 2
    (source,) = [href for text, href in chips.items() if "موقع النهر" in text]
    (days,) = [href for text, href in chips.items() if "2018" in text]
    assert search(address=source).total == search("هجوم", **{"from": "2018"}).total
    assert search(address=days).total == search("هجوم", source="nahr").total


def test_records_named_in_the_question(archive):
    assert search('هجوم مكان:حلب مصدر:"موقع النهر"').total == 2
    assert search("هجوم مصدر:Al-Daffa").total == search("هجوم مصدر:الضفه").total == 2
    by_writer = search('هجوم كاتب:"سعاد مراد"')
    assert by_writer.headlines == ["هدنة في حلب"]
    ((text, href),) = by_writer.links(".chosen a").items()
    assert "الكاتب: سعاد مراد" in text
    assert search(address=href).total == search("هجوم").total


def test_days_between(archive):
    assert search("هجوم", **{"from": "2018-05-01", "to": "2018-05-31"}).headlines == ["هدنة في حلب"]
    assert search("هجوم", **{"from": "حزيران 2018", "to": "٢٠١٨"}).headlines == ["مباراة حلب"]
    assert search("هجوم", **{"from": "2018-05-31", "to": "2018-05-01"}).headlines == ["هدنة في حلب"]


def test_the_question_box_carries_the_filters_on(archive):
    hidden = search("هجوم", source="nahr", sort="oldest").tree.cssselect('#question input[type="hidden"]')
    assert [(field.get("name"), field.get("value")) for field in hidden] == [("sort", "oldest"), ("source", "nahr")]


def test_order(archive):
    newest = search("رقم", sort="newest").headlines
    assert newest == [f"خبر عن هجوم رقم {number}" for number in (5, 4, 3, 2, 1, 0)]
    assert search("رقم", sort="oldest").headlines == newest[::-1]
    assert search("الباغوز هجوم").headlines[0] == "انتهاء الهجوم على الباغوز"
    links = search("رقم").links(".summary a")
    assert search(address=links["الأحدث"]).headlines == newest


def test_pages(archive):
    every = search()
    assert (every.total, len(every.headlines)) == (11, 10)
    last = search(page=2)
    assert len(last.headlines) == 1
    assert not set(last.headlines) & set(every.headlines)
    assert search(page=999).headlines == search(page="٢").headlines == last.headlines
    for page in ("abc", "0", "-1", "9" * 5000, "1.5", "²", "", "1"):
        assert search(page=page).headlines == every.headlines


def test_an_empty_answer_says_what_to_do_next(archive):
    page = search("هدنة", section="sport", level="exact")
    assert (page.status, page.total) == (200, 0)
    links = page.links(".nothing a")
    assert search(address=links["اطرح السؤال نفسه بلا مرشِّحات"]).total == 1
    assert {"الإملاء", "الكلمة وصيغها", "الجذر"}.isdisjoint(links)


def test_an_empty_answer_leads_to_no_other_empty_one(archive):
    offered = {
        "زقققق": set(),
        "مباراة هدنة مكان:حلب": {"اسأل عن أيٍّ من الكلمات"},
        "المدنيين": {"الكلمة وصيغها", "الاشتقاق", "الجذر"},
    }
    for question, names in offered.items():
        page = search(question, level="exact")
        assert page.total == 0
        links = page.links('.nothing a[href^="?"]')
        assert set(links) == names
        for name, address in links.items():
            (said,) = page.tree.xpath(f"//li/a[text()='{name}']/following-sibling::small[1]")
            assert said.text_content() == f"({articles_in_words(search(address=address).total)})"


def test_the_forms_that_were_searched_and_how_many_articles_hold_them(archive):
    page = search("هجوم")
    forms = [form.text_content().partition("×")[0].split() for form in page.tree.cssselect(".searched .forms li")]
    assert forms == [["هجوم", "9"], ["الهجوم", "1"], ["وهجوم", "1"]]
    assert "بـ 3 صيغ" in page.tree.cssselect(".searched summary")[0].text_content()


@pytest.mark.parametrize(
    "parameters",
    [
        {"level": "derivation"},
        {"sort": "best"},
        {"year": "abc"},
        {"year": "99999"},
        {"year": "0"},
        {"year": ["2019"] * 300},
        {"from": "غدا", "to": "31/2/2019"},
        {"source": "nobody"},
        {"source": "a\0b"},
        {"place": ["baghuz", "nowhere", ""]},
        {"unknown": "1"},
    ],
)
def test_a_bad_parameter_is_no_error(archive, parameters):
    assert search("هجوم", **parameters).status == 200


def test_what_could_not_be_understood_is_said(archive):
    page = search('هجوم "على', source="nobody", **{"from": "غدا"})
    notices = [item.text_content() for item in page.tree.cssselect(".notice li")]
    assert len(notices) == 3
    assert any("اقتباس" in notice for notice in notices)
    assert any("غدا" in notice for notice in notices)
    assert any("nobody" in notice for notice in notices)
    assert page.total == search("هجوم على").total


def test_a_question_too_long_is_cut_with_a_notice_and_not_carried_on(archive):
    page = search("هجوم " * 2_000)
    assert "500" in page.tree.cssselect(".notice li")[0].text_content()
    assert len(page.tree.cssselect("#q")[0].get("value")) <= 500
    assert max(map(len, page.links("main a").values())) < 5_000


def test_a_record_of_hidden_articles_alone_is_no_filter(archive):
    hidden = Person.objects.create(name="اسم سرّي", slug="hidden")
    Article.objects.get(headline="هجوم مسودّة").people.add(hidden)
    page = search("هجوم", person="hidden")
    assert page.total == search("هجوم").total
    assert hidden.name not in page.text


def test_an_engine_that_is_down_is_said_and_browsing_goes_on(archive, monkeypatch):
    monkeypatch.setattr(default(), "path", "/nowhere")
    page = search("هجوم", section="sport", day="01-03")
    assert page.status == 503
    assert "/dates/" in page.links("main a").values()
    assert page.tree.cssselect("#q")[0].get("value") == "هجوم"
    kept = {box.get("name"): box.get("value") for box in page.tree.cssselect("#question [type=hidden]")}
    assert kept == {"section": "sport", "day": "01-03"}


def test_a_missing_lexicon_is_an_engine_that_is_down(archive, monkeypatch):
    def missing():
        raise LexiconMissingError("no lexicon")

    monkeypatch.setattr(interpret, "analyzer", missing)
    assert search("هجوم").status == 503


def test_the_article_leads_back_to_the_results_it_came_from(archive):
    page = search("هجوم", section="sport", sort="oldest", **{"not-place": "halab", "from": "2016-01-02"})
    (address, *_) = page.links(".hit h2 a").values()
    article = html.fromstring(Client().get(address).content.decode())
    (back,) = article.xpath("//p[@class='back']/a/@href")
    assert search(address=back).headlines == page.headlines
    assert len(page.headlines) == 5


def test_the_article_shows_the_marks_of_the_question(archive):
    page = search("هدنة -هجمات")
    (address,) = page.tree.cssselect(".hit h2 a")[0].xpath("@href")
    article = Client().get(address).content.decode()
    assert ">هدنة</mark> في حلب" in article
    assert ">والهدنة</mark> صامدة" in article


def test_the_page_in_english(archive):
    client = Client()
    client.cookies["django_language"] = "en"
    text = client.get("/search/?q=هجوم -هدنة&sort=newest").content.decode()
    assert "We searched for" in text
    assert "Left out: " in text
    assert "Al-Daffa" in text


def test_only_reading_is_allowed(archive):
    assert Client().post("/search/?q=هجوم").status_code == 405
    assert Client().head("/search/?q=هجوم").status_code == 200
