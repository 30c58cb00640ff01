"""An add form that is sent several times makes one record; two forms make two.

Forms that are sent at once are in tests/faults/test_hurried_editor.py.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, NameGroup, Place, SentForm
from articles.models.sent import KEPT
from tests.support.admin_pages import ADD, filled_in, logged_in, staff

pytestmark = pytest.mark.django_db

SENT = 6
KINDS = {
    ADD: (Article, {"headline": "خبر عاجل", "body": "نبأ"}),
    "/admin/articles/place/add/": (Place, {"name": "الباغوز"}),
    "/admin/articles/namegroup/add/": (NameGroup, {"names": "داعش\r\nالدولة الإسلامية"}),
}


@pytest.mark.parametrize("address", KINDS)
def test_a_form_that_is_sent_again_makes_one_record(editor, address):
    model, typed = KINDS[address]
    sent, before = filled_in(editor.get(address).content, **typed), model.objects.count()
    answers = [editor.post(address, sent) for _ in range(SENT)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, answers[0]["Location"])}
    assert model.objects.count() == before + 1
    assert model.objects.latest("pk").history.count() == 1


def test_a_form_that_was_opened_anew_makes_another(editor):
    for _ in range(2):
        assert editor.post(ADD, filled_in(editor.get(ADD).content, headline="خبر")).status_code == 302
    assert Article.objects.count() == 2


def test_what_was_changed_after_a_save_is_not_lost(editor):
    sent = filled_in(editor.get(ADD).content, headline="خبر")
    editor.post(ADD, sent)
    editor.post(ADD, sent | {"headline": "خبر آخر"})
    assert set(Article.objects.values_list("headline", flat=True)) == {"خبر", "خبر آخر"}


def test_each_button_answers_of_the_one_article(editor):
    sent = filled_in(editor.get(ADD).content, headline="خبر")
    buttons = ({"_save": "1"}, {"_continue": "1"}, {"_addanother": "1"})
    answers = [editor.post(ADD, sent | button) for button in buttons]
    article = Article.objects.get()
    places = ["/admin/articles/article/", f"/admin/articles/article/{article.pk}/change/", ADD]
    assert [answer["Location"].partition("?")[0] for answer in answers] == places


def test_a_refused_form_may_be_sent_again(editor):
    sent = filled_in(editor.get(ADD).content, headline="خبر", published_on="لا يوم")
    assert [editor.post(ADD, sent).status_code for _ in range(2)] == [200, 200]
    assert editor.post(ADD, sent | {"published_on": "2019-03-23"}).status_code == 302
    assert Article.objects.count() == 1


def test_a_deleted_article_may_be_sent_again(editor):
    sent = filled_in(editor.get(ADD).content, headline="خبر")
    editor.post(ADD, sent)
    Article.objects.all().delete()
    editor.post(ADD, sent)
    assert Article.objects.count() == 1


def test_equal_forms_of_two_editors_make_two_articles(editor):
    sent = filled_in(editor.get(ADD).content, headline="خبر")
    for client in (editor, logged_in(staff("second", "Editor"))):
        client.post(ADD, sent)
    assert Article.objects.count() == 2


def test_who_may_not_add_leaves_nothing(editor):
    assert logged_in(staff("reader", None)).post(ADD, {"headline": "خبر"}).status_code == 403
    assert Client().post(ADD, {"headline": "خبر"}).status_code == 302
    assert not SentForm.objects.exists()


def test_forms_are_forgotten_after_a_while(editor):
    editor.post(ADD, filled_in(editor.get(ADD).content, headline="خبر"))
    SentForm.objects.update(sent_at=timezone.now() - KEPT - timedelta(seconds=1))
    editor.post(ADD, filled_in(editor.get(ADD).content, headline="خبر آخر"))
    assert SentForm.objects.count() == 1
