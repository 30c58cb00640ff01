"""Editors as the migrations' groups make them, and the form as a browser would send it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Article

LIST = "/admin/articles/article/"
ADD = f"{LIST}add/"
PASTE = f"{LIST}paste/"

REPORT = """سيطرت القوات على آخر جيب في شرق البلاد السبت، بعد ستة أشهر من هجوم واسع بدعم من التحالف.

إيلاف: قال المتحدث باسم القوات إن المعركة انتهت وإن المدنيين خرجوا، بحسب فرانس برس.&

خنادق وبطانيات
جاءت السيطرة بعد أشهر من القتال في القرى المحيطة بالنهر، وشاهد صحافي في وكالة فرانس برس رايات مرمية.

"لن نعود إلى الوراء بعد اليوم أبدًا."
"""


def staff(name: str, group: str | None) -> User:
    user = User.objects.create_user(name, password="a long enough password", is_staff=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    return logged_in(staff("editor", "Editor"))


@pytest.fixture
def chief(db: None) -> Client:
    return logged_in(staff("chief", "Chief editor"))


@pytest.fixture
def fields() -> Callable[..., dict[str, Any]]:
    """What the form of an article sends, as it was filled in on the page, with some fields typed anew."""

    def read(client: Client, address: str, **typed: Any) -> dict[str, Any]:
        form = client.get(address).context["adminform"].form
        sent = {}
        for name, field in form.fields.items():
            value = form[name].value()
            shown = field.prepare_value(value)
            if shown is not None and shown is not False and not field.disabled:
                sent[name] = [str(getattr(one, "pk", one)) for one in shown] if isinstance(shown, list) else str(shown)
        return sent | typed

    return read


def change(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])
