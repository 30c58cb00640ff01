"""What was searched: forms and names that can be dropped, readings, and what a missing word may have meant."""

import pytest

from articles.models import Article, NameGroup, Status
from search.backends import default
from tests.support.result_pages import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db):
    """Publishes an article of one headline."""
    return lambda headline, lead="": Article.objects.create(headline=headline, lead=lead, status=Status.PUBLISHED)


def chips(page, selector=".searched"):
    """What the chips of the panel read, up to their sign, with where they lead."""
    links = page.tree.cssselect(f"{selector} a.chip")
    return {link.text_content().partition("×")[0].partition("+")[0].strip(): link.get("href") for link in links}


def text(page, selector):
    return [" ".join(part.text_content().split()) for part in page.tree.cssselect(selector)]


def test_a_form_is_dropped_and_brought_back(archive):
    page = search("هجوم")
    assert list(chips(page)) == ["هجوم 9", "الهجوم 1", "وهجوم 1"]
    without = search(address=chips(page)["هجوم 9"])
    assert page.total == 10
    assert (without.total, set(without.marks)) == (2, {"الهجوم", "وهجوم"})
    assert without.tree.cssselect("details.searched[open]")
    assert text(without, ".searched s") == ["هجوم"]
    assert search(address=chips(without)["هجوم"]).total == page.total


def test_dropping_goes_on_with_filters_and_into_the_article(archive):
    page = search("هجوم", drop="هجوم", source="daffa")
    again = search(address=chips(page)["وهجوم 1"])
    assert again.headlines == ["انتهاء الهجوم على الباغوز"]
    assert "source=daffa" in chips(again)["وهجوم"]
    (hit,) = again.tree.cssselect(".hit h2 a")
    assert hit.get("href").count("drop=") == 2


def test_every_form_of_a_word_dropped_finds_nothing_and_can_be_undone(archive):
    page = search("هدنة", drop=["هدنة", "والهدنة"])
    assert (page.status, page.total) == (200, 0)
    assert not page.tree.cssselect(".meant")
    assert search(address=chips(page)["هدنة"]).total == 1


def test_a_wide_level_groups_forms_by_lemma_and_drops_a_whole_one(archive, article, index):
    article("كاتب وكتاب وكتابان")
    article("مكتب الكتابة")
    index()
    page = search("كتاب", level="root")
    assert page.total == 2
    assert text(page, ".searched small")[0] == "الجذر"
    lemmas = chips(page, ".searched .lemma > p")
    assert {"كاتب", "كتاب", "كتابة", "مكتب"} <= set(lemmas)
    without = search(address=lemmas["مكتب"])
    assert without.total == 2
    assert "مكتب" not in without.marks
    assert text(without, ".searched s") == ["\u2068مكتب\u2069 بكل صيغها"]
    assert search(address=chips(without, ".searched")["\u2068مكتب\u2069 بكل صيغها"]).marks == page.marks
    assert not search("كتاب").tree.cssselect(".searched .lemma > p")


def test_rubbish_is_no_form(archive):
    page = search("هجوم", drop=["", "\0", "x" * 9_000, '"><script>alert(1)</script>', *map(str, range(500))])
    assert (page.status, page.total) == (200, search("هجوم").total)
    assert "<script>alert" not in page.text


def test_names_are_counted_and_dropped(archive, article, index):
    NameGroup.objects.create(names=["داعش", "تنظيم الدولة الإسلامية", "الدواعش"])
    article("انسحاب تنظيم الدولة الإسلامية")
    article("داعش تنسحب")
    index()
    page = search("داعش")
    names = chips(page)
    assert page.total == 2
    assert {"داعش 1", "تنظيم الدولة الإسلامية 1"} <= set(names)
    assert not [name for name in names if name.startswith("الدواعش")], "no article holds it"
    without = search(address=names["تنظيم الدولة الإسلامية 1"])
    assert without.headlines == ["داعش تنسحب"]
    assert search(address=chips(without)["تنظيم الدولة الإسلامية"]).total == 2
    assert "اسم من عدة كلمات: مقال واحد" in text(search("تنظيم الدولة الإسلامية"), ".searched-word p")


def test_another_reading_is_one_click_away(archive, article, index):
    article("مقتل مقاتل")
    article("المقاتلون في المدينة")
    index()
    page = search("مقاتل")
    (line,) = text(page, ".asked > .more")
    assert "مُقاتِل" in line
    assert page.total == 2
    other = search(address=page.links(".asked > .more a")["مَقْتَل"])
    assert other.headlines == ["مقتل مقاتل"]
    assert other.marks == ["مقتل"]


def test_a_reading_that_no_article_holds_is_not_offered(archive, article, index):
    article("المقاتلون في المدينة")
    index()
    assert not search("مقاتل").tree.cssselect(".asked > .more a")


def test_a_missing_word_is_marked_and_its_nearest_are_offered(archive):
    page = search("الباغووز هجوم")
    assert text(page, ".searched .absent") == ["الباغووز"]
    (notice,) = text(page, ".meant")
    assert "لا مقال فيه «الباغووز»" in notice
    meant = page.links(".meant a")
    assert next(iter(meant)) == "الباغوز"
    assert search(address=meant["الباغوز"]).total == search("الباغوز هجوم").total == 1


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("ضروع", "دروع", "دروع بشرية"),
        ("i]km", "هدنة", "هدنة في حلب"),
        ("]v,u", "دروع", "دروع بشرية"),
        ("علىالباغوز", "على الباغوز", "انتهاء الهجوم على الباغوز"),
        ("المد نيون", "المدنيون", "انتهاء الهجوم على الباغوز"),
        ('"دروع بشربة"', "بشرية", "دروع بشرية"),
        ("عنوان:دروغ", "دروع", "دروع بشرية"),
    ],
)
def test_what_may_be_meant(archive, typed, meant, found):
    offered = search(typed).links(".meant a")
    assert found in search(address=offered[meant]).headlines


def test_nothing_is_offered_where_nothing_is_near(archive):
    page = search("زقققق")
    assert text(page, ".meant") == ["لا مقال فيه «زقققق»."]


def test_a_rare_word_beside_a_frequent_one_of_its_sound(archive, article, index):
    for number in range(210):
        article(f"ضابط {number}")
    article("ظابط")
    article("ظلال")
    index()
    assert "ضابط" in search("ظابط").links(".meant a")
    assert not search("ظلال").tree.cssselect(".meant")


def test_a_question_without_its_missing_words(archive):
    reads = "اسأل بلا الكلمات التي لا ترد في أي مقال"
    links = search("الباغوز (زقققق أو ققققز) صظضظ").links(".nothing a")
    assert search(address=links[reads]).headlines == ["انتهاء الهجوم على الباغوز"]
    assert reads not in search("زقققق").links(".nothing a")


def test_a_beginning_is_not_corrected(archive):
    assert text(search("زقققق*"), ".meant") == ["لا مقال فيه «زقققق*»."]


def test_a_list_cut_at_its_limit_is_said(archive, article, index):
    letters = "بتجحدرسشعفقكلمنهوي"
    article("كلمات", " ".join(f"ظظ{one}{two}{three}" for one in letters for two in letters for three in "بتج"))
    index()
    (said,) = text(search("ظظ*"), ".notice li")
    assert "500" in said
    assert not search("ظظب*").tree.cssselect(".notice li")


def test_what_is_left_out_is_never_corrected(archive):
    assert not search("هجوم -زقققق").tree.cssselect(".meant")


@pytest.mark.parametrize(("question", "times"), [("هجوم مدينة", 1), ("أمريكا", 2), ("زقققق هجوم", 2)])
def test_the_panel_asks_the_engine_nothing_of_its_own(archive, monkeypatch, question, times):
    """The vocabulary counts the forms; names are counted with the page. Other questions are asked only for want of an
    answer, all at once."""
    asked = []
    engine = default()
    for name in ("search_all", "frequencies"):  # the embedded engines' `search_all` calls `search` for each
        once = getattr(engine, name)
        noted = lambda given, name=name, once=once: asked.append((name, len(given))) or once(given)  # noqa: E731
        monkeypatch.setattr(engine, name, noted)
    assert search(question).tree.cssselect(".searched, .meant")
    assert [name for name, searches in asked if searches] == ["search_all"] * times
