"""The advanced form writes the question, and is filled from one."""

from unittest.mock import patch
from urllib.parse import parse_qs, urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from lxml import html

from arabic import Level
from search.forms.advanced import AdvancedForm
from search.forms.prefill import prefill
from search.query.parser import parse
from search.query.tree import Published
from search.query.unparse import unparse
from tests.support.names import Names
from tests.support.questions import trees
from tests.support.result_pages import search

pytestmark = pytest.mark.django_db

# What is filled in, and the question that is written.
WRITTEN = [
    ({"all": "هجوم حلب"}, "هجوم حلب"),
    ({"any": 'هجوم هدنة "دروع بشرية"'}, 'هجوم أو هدنة أو "دروع بشرية"'),
    ({"phrase": "«دروع بشرية»"}, '"دروع بشرية"'),
    ({"all": "هجوم", "none": 'هدنة -حلب "دروع بشرية"'}, 'هجوم -هدنة -"دروع بشرية" -حلب'),
    ({"all": "هجوم أو هدنة", "headline": "حلب"}, "(هجوم أو هدنة) عنوان:حلب"),
    ({"near_first": "هدنة", "near_second": "حلب"}, "هدنة قرب/5 حلب"),
    ({"near_first": "وقف النار", "near_second": "حلب*", "near_distance": "٧"}, '~"وقف النار" قرب/7 حلب*'),
    ({"place": "حلب", "source": "Al-Daffa"}, 'مصدر:"Al-Daffa" مكان:"حلب"'),
    ({"author": "سعاد مراد", "person": "سعاد مراد"}, 'كاتب:"سعاد مراد" شخص:"سعاد مراد"'),
    ({"all": "هجوم", "from": "آذار 2019"}, "هجوم من:2019-03-01"),
    ({"from": "2018", "to": "2018"}, "تاريخ:2018-01-01..2018-12-31"),
    ({"all": "مكان:حلب -هدنة"}, "مكان:حلب -هدنة"),
    ({"all": "هجوم مكان:نيويورك"}, "هجوم مكان:نيويورك"),
    ({"all": "مكان:حلب", "none": "هدنة"}, 'مكان:"حلب" -هدنة'),
]


def fill(**fields):
    return Client().get("/search/advanced/?" + urlencode(fields))


def boxes(response) -> dict[str, str]:
    """The filled fields of the form on a page."""
    tree = html.fromstring(response.content.decode())
    found = {box.get("name"): box.get("value") or "" for box in tree.cssselect('.advanced input:not([type="radio"])')}
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize(("fields", "question"), WRITTEN)
def test_the_form_writes_the_question(archive, fields, question):
    response = fill(**fields)
    assert response.status_code == 302, response.content.decode()
    path, _, query = response.url.partition("?")
    assert path == "/search/"
    assert parse_qs(query) == {"q": [question]}


def test_the_level_goes_with_it(archive):
    assert fill(all="هجوم", level="root").url.endswith("level=root")
    found = Client().get(fill(all="هجوم", none="حلب", place="الباغوز").url)
    assert found.context["total"] == 2


# What is filled in, the field at fault, and what is said of it.
FAULTS = [
    ({"from": "غدا"}, "from", "تعذّرت قراءة «\u2068غدا\u2069» تاريخًا"),
    ({"from": "2019", "to": "2018"}, "to", "النهاية تسبق البداية"),
    ({"place": "نيويورك"}, "place", "لا يعرف الأرشيف «\u2068نيويورك\u2069»"),
    ({"near_first": "هدنة"}, "near_second", "إحداهما ناقصة"),
    ({"near_first": "هدنة -حلب", "near_second": "حلب"}, "near_first", "كلمة أو عبارة"),
    ({"near_first": "هدنة", "near_second": "حلب", "near_distance": "500"}, "near_distance", "100"),
    ({"all": "ا\0ب"}, "all", ""),
    ({"level": "best", "all": "هدنة"}, "level", ""),
    ({"all": "هجوم " * 120}, "all", "500"),
    ({"all": "هجوم " * 60, "any": "هدنة " * 50}, "__all__", "السؤال أطول من 500 حرف"),
    ({"all": "،"}, "__all__", "املأ حقلًا"),
]


@pytest.mark.parametrize(("fields", "field", "said"), FAULTS)
def test_a_fault_is_said_at_its_field_and_nothing_is_lost(archive, fields, field, said):
    response = fill(**fields)
    assert response.status_code == 200
    form = response.context["form"]
    assert set(form.errors) == {field}
    assert said in form.errors[field][0]
    kept = boxes(response)
    for name, value in fields.items():
        if name != "level" and "\0" not in value:
            assert kept[name] == value
    if field in kept:
        box = html.fromstring(response.content.decode()).cssselect(f'[name="{field}"]')[0]
        assert box.get("aria-invalid") == "true"
        described = html.fromstring(response.content.decode()).cssselect(f"#{box.get('aria-describedby').split()[-1]}")
        assert said in described[0].text_content()


# A question, and the fields that are filled from it.
FILLED = [
    ("هجوم حلب", {"all": "هجوم حلب"}),
    ("هجوم -هدنة -حلب", {"all": "هجوم", "none": "هدنة حلب"}),
    ('"دروع بشرية" عنوان:هجوم', {"phrase": "دروع بشرية", "headline": "هجوم"}),
    ("هجوم أو هدنة", {"any": "هجوم هدنة"}),
    ("هدنة قرب/7 حلب مكان:حلب", {"near_first": "هدنة", "near_second": "حلب", "near_distance": "7", "place": "حلب"}),
    ("من:2018 إلى:2019 هجوم", {"all": "هجوم", "from": "2018-01-01", "to": "2019-12-31"}),
    ("(هجوم حلب) أو هدنة", {"all": "(هجوم حلب) أو هدنة"}),
    ("مكان:حلب مكان:الباغوز", {"place": "حلب", "all": 'مكان:"الباغوز"'}),
    ('هجوم "على', {"all": 'هجوم "على'}),
    ("مكان:نيويورك  هجوم", {"all": "مكان:نيويورك  هجوم"}),
    ("", {}),
]


@pytest.mark.parametrize(("question", "fields"), FILLED)
def test_the_form_is_filled_from_a_question(archive, question, fields):
    response = fill(q=question, level="root")
    assert boxes(response) == {"near_distance": "5", **fields}
    assert response.context["form"]["level"].value() == "root"
    if question:
        assert parse_qs(fill(**boxes(response)).url.partition("?")[2])["q"]


@patch("search.forms.advanced.ArchiveRecords", Names)
@patch("search.forms.prefill.ArchiveRecords", Names)
@settings(max_examples=150, deadline=None)
@given(trees)
def test_any_question_passes_the_form_unchanged(tree):
    question = unparse(tree)
    if len(question) > 400:
        return
    fields = prefill(question, Level.LEMMA)
    form = AdvancedForm(fields)
    assert form.is_valid(), (question, form.errors)
    again = parse(form.question, records=Names()).tree

    def parts(node):
        flat = getattr(node, "parts", (node,)) if type(node).__name__ == "And" else (node,)
        return {repr(part) for part in flat if not isinstance(part, Published)}

    assert parts(again) == parts(parse(question, records=Names()).tree), (question, fields)


def test_the_question_box_leads_to_the_form_and_back(archive):
    page = html.fromstring(Client().get("/search/?q=هجوم -حلب&level=root").content.decode())
    (address,) = [link.get("href") for link in page.cssselect(".levels a") if "متقدم" in link.text_content()]
    assert boxes(Client().get(address)) == {"all": "هجوم", "none": "حلب", "near_distance": "5"}
    assert "/search/advanced/" in Client().get("/").content.decode()


def test_what_is_chosen_around_a_question_stays_chosen(archive):
    page = search("هجوم", source="nahr", sort="newest", **{"from": "2016", "not-year": "2018", "drop": "هجوما"})
    (link,) = page.tree.xpath("//form[@id='question']//a[starts-with(@href, '/search/advanced/')]/@href")
    fields = boxes(Client().get(link)) | {"all": "هجوم آخر", "level": "root"}
    response = fill(**fields)
    narrowed = QueryDict(response["Location"].partition("?")[2], mutable=True)
    assert narrowed.pop("q") == ["هجوم آخر"]
    assert narrowed.pop("level") == ["root"]
    assert narrowed.urlencode() == QueryDict(fields["within"]).urlencode()
    assert set(narrowed) == {"source", "sort", "from", "not-year", "drop"}
    assert "within" not in Client().get("/search/advanced/?q=هجوم").content.decode()
