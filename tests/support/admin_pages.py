"""The admin's pages of articles, and who uses them."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from lxml import html

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


def change(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def filled_in(page: bytes, **typed: str) -> dict[str, Any]:
    """What a browser sends of the page's form that has these fields: all that is in it, and what was typed."""
    form = next(form for form in html.fromstring(page).forms if set(typed) <= set(form.fields.keys()))
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent | typed
