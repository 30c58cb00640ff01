"""Paste a report: the record comes back filled in, guesses marked; nothing is saved before the editor saves."""

import pytest

from articles.models import Agency, Article, Source
from tests.support.admin_pages import ADD, PASTE, REPORT, messages_of

pytestmark = pytest.mark.django_db


def paste(client, text=REPORT):
    response = client.post(PASTE, {"report": text})
    assert response.status_code == 302, response.context["form"].errors
    return response.url


def test_pasted_report_fills_the_form_and_saves_nothing(editor, fields):
    Agency.objects.create(name="فرانس برس")
    address = paste(editor)
    assert not Article.objects.exists()
    assert not Source.objects.exists()
    sent = fields(editor, address)
    assert sent["new_source"] == "إيلاف"
    assert sent["agency"] == str(Agency.objects.get().pk)
    assert sent["lead"].startswith("سيطرت القوات")
    assert "## خنادق وبطانيات" in sent["body"]
    assert '> "لن نعود' in sent["body"]
    assert "&" not in sent["body"]
    assert sent["headline"]


def test_guesses_are_marked(editor):
    page = editor.get(paste(editor)).content.decode()
    for name in ("headline", "new_agency"):
        row = page[page.index(f'id="id_{name}"') :]
        assert 'class="guess"' in row[: row.index("form-row")], name
    row = page[page.index('id="id_lead"') :]
    assert 'class="guess"' not in row[: row.index("form-row")]


def test_saving_makes_a_draft_with_its_new_source(editor, fields):
    address = paste(editor)
    response = editor.post(address, fields(editor, address))
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.status, article.source.name, article.agency.name) == ("draft", "إيلاف", "فرانس برس")
    assert article.source.slug
    assert sorted(article.guessed) == ["agency", "headline"]
    assert article.history.count() == 1
    assert fields(editor, address).get("lead") is None


def test_a_guess_is_confirmed_by_changing_it_or_by_saying_so(editor, fields):
    address = paste(editor)
    editor.post(address, fields(editor, address, headline="عنوان كتبته المحررة"))
    article = Article.objects.get()
    assert article.guessed == ["agency"]
    page = f"/admin/articles/article/{article.pk}/change/"
    editor.post(page, fields(editor, page, checked="on"))
    article.refresh_from_db()
    assert article.guessed == []


def test_same_text_is_told_of_and_refused(editor, fields):
    address = paste(editor)
    editor.post(address, fields(editor, address))
    address = paste(editor)
    page = editor.get(address)
    assert str(Article.objects.get()) in messages_of(page)
    response = editor.post(address, fields(editor, address))
    assert response.context["adminform"].form.non_field_errors()
    assert Article.objects.count() == 1


def test_source_is_met_under_another_spelling(editor, fields):
    source = Source.objects.create(name="ايلاف", other_spellings=["Elaph"])
    assert fields(editor, paste(editor))["source"] == str(source.pk)


def test_source_added_meanwhile_is_taken(editor, fields):
    address = paste(editor)
    sent = fields(editor, address)
    source = Source.objects.create(name="إيلاف")
    editor.post(address, sent)
    assert Article.objects.get().source == source


def test_reports_wait_side_by_side(editor, fields):
    addresses = [paste(editor, f"{n} {REPORT}") for n in range(5)]
    assert fields(editor, addresses[4])["lead"].startswith("4 ")
    assert fields(editor, addresses[2])["lead"].startswith("2 ")
    assert fields(editor, addresses[1]).get("lead") is None


@pytest.mark.parametrize("text", ["", "   ", "\0", "x\0y", "&&&", "ن" * 200_001])
def test_what_is_no_report_is_said(editor, text):
    response = editor.post(PASTE, {"report": text})
    assert response.status_code == 200
    assert response.context["form"].errors


@pytest.mark.parametrize(
    "text", ["كلمة", "\n\n## خبر\n> \n", "\u202eخبر\u200f", "a" * 500, '«خبر»: "', "خبر\r\n" * 3000]
)
def test_any_text_is_read(editor, fields, text):
    address = paste(editor, text)
    assert editor.get(address).status_code == 200
    assert editor.post(address, fields(editor, address)).status_code in (200, 302)
    assert editor.get(ADD).status_code == 200
