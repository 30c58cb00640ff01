"""Who may do what: the groups that the migration makes, the form, the actions, the pages."""

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from articles.models import NAMED_KINDS, Article, Status
from tests.support.admin_pages import ADD, LIST, PASTE, change, logged_in, staff
from tests.support.told import told

pytestmark = pytest.mark.django_db

MODELS = ["article", "namegroup", *NAMED_KINDS]


def codenames(group: str) -> set[str]:
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


def test_groups_are_there_after_migrate():
    writing = {f"{action}_{model}" for action in ("add", "change", "view") for model in MODELS}
    deciding = {"publish_article", "withdraw_article", *(f"delete_{model}" for model in MODELS)}
    assert codenames("Editor") == writing
    assert codenames("Chief editor") == writing | deciding


def test_editor_may_not_publish_by_the_form(editor, fields):
    article = Article.objects.create(headline="خبر")
    for status in ("published", "scheduled", "withdrawn"):
        typed = {"status": status, "withdrawal": "سبب", "published_on": "2019-01-01", "published_time": "10:00"}
        editor.post(ADD, fields(editor, ADD, headline="خبر جديد") | typed)
        editor.post(change(article), fields(editor, change(article)) | typed)
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}


def test_editor_may_correct_what_is_published_but_not_take_it_back(editor, fields):
    article = Article.objects.create(headline="خبر", status=Status.PUBLISHED)
    editor.post(change(article), fields(editor, change(article), correction="صُحّح الاسم") | {"status": "draft"})
    article.refresh_from_db()
    assert (article.status, article.correction) == ("published", "صُحّح الاسم")


def test_editor_may_not_move_what_is_scheduled(editor, chief, fields):
    article = Article.objects.create(
        headline="خبر", status=Status.SCHEDULED, published_at=datetime(2040, 1, 1, tzinfo=UTC)
    )
    typed = {"published_on": "2019-01-01", "byline": "مراسل"}
    editor.post(change(article), fields(editor, change(article)) | typed)
    article.refresh_from_db()
    assert (article.published_on.year, article.byline) == (2040, "مراسل")
    chief.post(change(article), fields(chief, change(article)) | typed)
    article.refresh_from_db()
    assert article.published_on.year == 2019


def test_chief_publishes_and_withdraws_by_the_form(chief, fields):
    article = Article.objects.create(headline="خبر")
    for status in ("published", "withdrawn", "published"):
        chief.post(change(article), fields(chief, change(article), status=status, withdrawal="سبب"))
        article.refresh_from_db()
        assert article.status == status


def test_who_publishes_alone_may_not_bring_back_the_withdrawn(fields):
    user = staff("half", "Editor")
    user.user_permissions.add(*Group.objects.get(name="Chief editor").permissions.filter(codename="publish_article"))
    article = Article.objects.create(headline="خبر", status=Status.WITHDRAWN, withdrawal="سبب")
    client = logged_in(user)
    client.post(change(article), fields(client, change(article)) | {"status": "published"})
    article.refresh_from_db()
    assert article.status == "withdrawn"


def test_actions_are_offered_to_whom_they_are_allowed(editor, chief):
    Article.objects.create(headline="خبر")
    offered = {value for value, _ in chief.get(LIST).context["action_form"].fields["action"].choices}
    assert offered == {"", "publish", "withdraw", "delete_selected"}
    assert editor.get(LIST).context["action_form"] is None


@pytest.mark.parametrize("action", ["publish", "withdraw", "delete_selected"])
def test_an_editors_action_does_nothing(editor, action):
    article = Article.objects.create(headline="خبر")
    sent = {"action": action, "_selected_action": [article.pk], "withdrawal": "سبب", "confirmed": "1"}
    editor.post(LIST, sent)
    article.refresh_from_db()
    assert article.status == "draft"


def test_pages_are_closed_to_others():
    article = Article.objects.create(headline="خبر")
    pages = [LIST, ADD, PASTE, change(article), f"{LIST}{article.pk}/preview/", f"{LIST}{article.pk}/history/"]
    nobody, reader = Client(), logged_in(staff("reader", None))
    for page in pages:
        assert nobody.get(page).status_code == 302, page
        assert reader.get(page).status_code == 403, page


def test_who_may_only_look_sees_the_form_and_the_preview():
    user = staff("looker", None)
    user.user_permissions.add(Group.objects.get(name="Editor").permissions.get(codename="view_article"))
    article = Article.objects.create(headline="خبر", lead="مقدمة", published_at=timezone.now(), guessed=["lead"])
    client = logged_in(user)
    page = client.get(change(article)).content.decode()
    assert "مقدمة" in page
    assert '_save"' not in page
    assert client.get(f"{LIST}{article.pk}/preview/").status_code == 200
    assert client.get(PASTE).status_code == 403


def test_new_source_needs_its_permission(editor, fields):
    group = Group.objects.get(name="Editor")
    group.permissions.remove(group.permissions.get(codename="add_source"))
    response = editor.post(ADD, fields(editor, ADD, headline="خبر", new_source="صحيفة جديدة"))
    assert "new_source" in response.context["adminform"].form.errors
    assert not Article.objects.exists()


def admin_addresses(pk: int) -> list[str]:
    """The admin's addresses of an article."""
    kind = ContentType.objects.get_for_model(Article).pk
    pages = ("change/", "delete/", "history/", "history/1/", "preview/")
    return [f"/admin/r/{kind}/{pk}/", *(f"{LIST}{pk}/{page}" for page in pages)]


def test_staff_without_permissions_cannot_tell_an_article_from_none():
    article = Article.objects.create(headline="خبر سري")
    nobody = logged_in(staff("nobody", None))
    for address, nowhere in zip(admin_addresses(article.pk), admin_addresses(10**6), strict=True):
        answer, other = nobody.get(address), nobody.get(nowhere)
        assert told(answer) == told(other), address
        assert answer.status_code == 403, address


def test_the_way_to_the_public_page_is_for_who_may_view_articles(editor):
    article = Article.objects.create(headline="خبر", status=Status.PUBLISHED)
    address = admin_addresses(article.pk)[0]
    assert unquote(editor.get(address)["Location"]).endswith(unquote(article.get_absolute_url()))
    kinds = [ContentType.objects.get_for_model(User).pk, ContentType.objects.get_for_model(Session).pk, 10**30, "x"]
    for kind in kinds:
        assert editor.get(f"/admin/r/{kind}/{article.pk}/").status_code in {403, 404}
