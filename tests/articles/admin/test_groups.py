"""Groups of equal names in the admin: made, checked, warned of, found, kept in history."""

import pytest

from articles.models import KnownName, NameGroup
from tests.support.admin_pages import messages_of

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/namegroup/"
ADD = f"{LIST}add/"


def add(client, *names, note=""):
    return client.post(ADD, {"names": "\r\n".join(names), "note": note}, follow=True)


def errors(response) -> str:
    return " ".join(response.context["adminform"].form.errors["names"])


def test_an_editor_makes_a_group_one_name_a_line(editor):
    response = add(editor, " داعش ", "تنظيم  الدولة الإسلامية", "", "داعش", note="كما تكتبها الوكالات")
    group = NameGroup.objects.get()
    assert (group.names, group.note) == (["داعش", "تنظيم الدولة الإسلامية"], "كما تكتبها الوكالات")
    assert "داعش = تنظيم الدولة الإسلامية" in response.content.decode()
    assert set(KnownName.objects.values_list("name", flat=True)) == set(group.names)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["داعش"], "اسمين أو أكثر"),
        ([], "مطلوب"),
        (["داعش", "د"], "ليس اسمًا"),
        (["مسؤول كبير", "مسئول كبير"], "واحدًا"),
        (["عبد الله", "عبدالله"], "واحدًا"),
        (["داعش", "2019"], "ليس اسمًا"),
    ],
)
def test_what_is_no_group_is_refused_with_a_reason(editor, names, said):
    assert said in errors(add(editor, *names))
    assert not NameGroup.objects.exists()


def test_a_name_in_two_groups_is_taken_and_told_of(editor):
    add(editor, "داعش", "تنظيم الدولة")
    other = NameGroup.objects.get()
    response = add(editor, "الدولة الإسلامية", "داعش")
    assert NameGroup.objects.count() == 2
    assert "«داعش»" in messages_of(response)
    assert f"{LIST}{other.pk}/change/" in messages_of(response)


def test_groups_are_found_by_any_name_in_any_spelling(editor):
    add(editor, "أ ف ب", "فرانس برس")
    add(editor, "داعش", "تنظيم الدولة الإسلامية")
    for asked in ("الدولة الاسلاميه", "داعش"):
        page = editor.get(LIST, {"q": asked}).content.decode()
        assert "تنظيم الدولة الإسلامية" in page
        assert "فرانس برس" not in page


def test_changes_are_kept_and_shown(editor):
    add(editor, "داعش", "تنظيم الدولة")
    group = NameGroup.objects.get()
    editor.post(f"{LIST}{group.pk}/change/", {"names": "داعش\nتنظيم الدولة\nالدواعش", "note": ""})
    assert [row.history_user.username for row in group.history.all()] == ["editor", "editor"]
    assert "الدواعش" in editor.get(f"{LIST}{group.pk}/history/").content.decode()


def test_a_chief_editor_deletes_and_an_editor_does_not(editor, chief):
    add(editor, "داعش", "تنظيم الدولة")
    delete = f"{LIST}{NameGroup.objects.get().pk}/delete/"
    assert editor.post(delete, {"post": "yes"}).status_code == 403
    assert chief.post(delete, {"post": "yes"}).status_code == 302
    assert not NameGroup.objects.exists()
    assert not KnownName.objects.exists()
