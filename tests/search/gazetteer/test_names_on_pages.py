"""Names on the results page: what an editor adds in the admin acts in the next answer."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Article, Status
from tests.support.result_pages import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reports(index):
    for headline in ("هجوم لداعش على بلدة", "انسحاب تنظيم الدولة الإسلامية", "الدولة تعلن تنظيم السير"):
        Article.objects.create(headline=headline, lead=headline, status=Status.PUBLISHED)
    index()


def test_a_group_added_in_the_admin_changes_the_next_answer(reports, editor):
    assert search("داعش").headlines == ["هجوم لداعش على بلدة"]
    editor.post("/admin/articles/namegroup/add/", {"names": "داعش\nتنظيم الدولة الإسلامية", "note": ""})
    page = search("داعش")
    assert set(page.headlines) == {"هجوم لداعش على بلدة", "انسحاب تنظيم الدولة الإسلامية"}
    assert {"لداعش", "تنظيم", "الدولة", "الإسلامية"} <= set(page.marks)
    assert search("تنظيم الدولة الإسلامية").total == 2
    assert search("=داعش").total == search('"داعش"').total - 1 == 0
    assert search("داعش", drop="تنظيم الدولة الإسلامية").total == 1


def test_it_leads_through_negation_and_phrases(reports, editor):
    editor.post("/admin/articles/namegroup/add/", {"names": "داعش\nتنظيم الدولة الإسلامية", "note": ""})
    assert search("-داعش").headlines == ["الدولة تعلن تنظيم السير"]
    assert search('~"انسحاب داعش"').headlines == ["انسحاب تنظيم الدولة الإسلامية"]


def test_months_of_every_region_meet_in_texts(index):
    for number, month in enumerate(("شباط", "فبراير", "فيفري", "آذار")):
        Article.objects.create(headline=f"خبر {number} في {month}", status=Status.PUBLISHED)
    index()
    assert search("شباط").total == search("فيفري").total == 3


def test_a_place_never_meets_a_word_of_its_letters(index):
    for headline in ("مساعدات من لبنان", "كوب لبن", "لبنها لذيذ"):
        Article.objects.create(headline=headline, status=Status.PUBLISHED)
    index()
    assert search("لبنان").headlines == ["مساعدات من لبنان"]
    assert search("لبنان", level="root").headlines == ["مساعدات من لبنان"]
