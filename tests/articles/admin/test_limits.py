"""Lists and texts that are too long are refused at their field, with the number that is allowed."""

import pytest

from articles.limits import BLOCKS, GROUP_NAMES, LINES, LINKED, SPELLINGS
from articles.models import Article, NameGroup, Person
from tests.support.admin_pages import ADD, PASTE, change

pytestmark = pytest.mark.django_db

GROUP, PERSON = "/admin/articles/namegroup/add/", "/admin/articles/person/add/"


def names(count: int) -> list[str]:
    return [f"اسم رقم {number}" for number in range(count)]


def errors(response, field: str) -> str:
    assert response.status_code == 200
    return " ".join(response.context["adminform"].form.errors[field])


def test_the_names_of_a_group(editor):
    said = errors(editor.post(GROUP, {"names": "\n".join(names(5_000))}), "names")
    assert "5000" in said
    assert str(GROUP_NAMES) in said
    assert not NameGroup.objects.exists()
    editor.post(GROUP, {"names": "\n".join(names(GROUP_NAMES))})
    assert len(NameGroup.objects.get().names) == GROUP_NAMES


def test_the_spellings_of_a_record(editor):
    said = errors(editor.post(PERSON, {"name": "زيد", "other_spellings": "\n".join(names(50_000))}), "other_spellings")
    assert "50000" in said
    assert str(SPELLINGS) in said
    said = errors(editor.post(PERSON, {"name": "زيد", "other_spellings": "ا" * 201}), "other_spellings")
    assert "200" in said
    editor.post(PERSON, {"name": "زيد", "other_spellings": "\n".join(names(SPELLINGS))})
    assert len(Person.objects.get().other_spellings) == SPELLINGS


def test_the_records_of_an_article(editor, fields):
    people = [str(one.pk) for one in Person.objects.bulk_create(Person(name=n, slug=n[-3:]) for n in names(LINKED + 1))]
    said = errors(editor.post(ADD, fields(editor, ADD, headline="خبر", people=people)), "people")
    assert str(LINKED + 1) in said
    assert str(LINKED) in said.replace(str(LINKED + 1), "")
    editor.post(ADD, fields(editor, ADD, headline="خبر", people=people[1:]))
    assert Article.objects.get().people.count() == LINKED


@pytest.mark.parametrize("field", ["lead", "body", "correction"])
def test_the_lines_of_a_text(field, editor, fields):
    said = errors(editor.post(ADD, fields(editor, ADD, headline="خبر", **{field: "نص\n" * 20_000 + "نص"})), field)
    assert "20001" in said
    assert str(LINES) in said
    assert not Article.objects.exists()


def test_the_lines_and_blocks_of_a_pasted_report(editor):
    for report, limit in (("نص\n" * 20_000, LINES), ("جملة تامة.\n" * (BLOCKS + 2), BLOCKS)):
        response = editor.post(PASTE, {"report": report})
        assert str(limit) in " ".join(response.context["form"].errors["report"])


def test_what_was_longer_before_can_be_read_and_is_shortened_at_its_next_change(editor, fields):
    group = NameGroup.objects.create(names=names(5_000))
    address = f"/admin/articles/namegroup/{group.pk}/change/"
    assert "اسم رقم 4999" in editor.get(address).content.decode()
    assert editor.get("/admin/articles/namegroup/").status_code == 200
    assert errors(editor.post(address, {"names": "\n".join(group.names)}), "names")
    article = Article.objects.create(headline="خبر", body="نص\n" * 20_000)
    article.people.set(Person.objects.bulk_create(Person(name=n, slug=n[-3:]) for n in names(LINKED + 1)))
    assert editor.get(change(article)).status_code == 200
    assert errors(editor.post(change(article), fields(editor, change(article))), "people")
