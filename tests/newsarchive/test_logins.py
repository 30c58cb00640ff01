"""Logging in is limited by name and address, by address, and slowly by name; nobody can lock an editor out for long."""

from datetime import timedelta
from itertools import count

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from newsarchive.logins import HALF_AN_HOUR, KNOWN, OF_ADDRESS, OF_NAME, counted_address
from tests.support.admin_pages import staff

pytestmark = pytest.mark.django_db

RIGHT = "a long enough password"
HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"
LOGIN = "/login/"


class CountedHasher(MD5PasswordHasher):
    """Counts the passwords that it hashes."""

    algorithm = "counted"
    hashed = 0

    def encode(self, password, salt):
        type(self).hashed += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def behind_a_proxy(settings):
    settings.PRODUCTION = True


@pytest.fixture
def editor():
    return staff("editor", "Editor").username


def post(name, password="wrong", address=HERE, page=LOGIN):
    return Client(headers={"X-Forwarded-For": address}).post(page, {"username": name, "password": password})


def failed(name, times, address=HERE):
    return [post(name, address=address).status_code for _ in range(times)]


def addresses():
    return (f"192.0.2.{number}" for number in count(1))


def pass_by(time):
    """Let the time pass for all that is noted of logins."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - time)
    AccessLog.objects.update(attempt_time=F("attempt_time") - time)


@pytest.mark.parametrize("page", [LOGIN, "/admin/login/"])
def test_a_name_at_an_address_has_five_tries(editor, page):
    assert [post(editor, page=page).status_code for _ in range(5)] == [200] * 4 + [429]
    refused = post(editor, RIGHT, page=page)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1800")
    pass_by(HALF_AN_HOUR)
    assert post(editor, RIGHT, page=page).status_code == 302


def test_a_success_resets(editor):
    for _ in range(3):
        assert failed(editor, 4) == [200] * 4
        assert post(editor, RIGHT).status_code == 302
    assert post(editor).status_code == 200


def test_a_success_takes_the_failures_back_from_the_address(editor):
    for number in range(2 * OF_ADDRESS.free):
        name = staff(f"editor{number}", "Editor").username
        assert post(name).status_code == 200
        assert post(name, RIGHT).status_code == 302
    assert post("another").status_code == 200


def test_one_address_may_not_try_many_names():
    answers = [post(f"name{number}").status_code for number in range(2 * OF_ADDRESS.free)]
    assert answers == [200] * (OF_ADDRESS.free - 1) + [429] * (OF_ADDRESS.free + 1)
    pass_by(HALF_AN_HOUR)
    assert post("another").status_code == 200


def test_one_who_knows_a_password_may_not_try_others_for_longer(editor):
    for number in range(OF_ADDRESS.free):
        post(f"name{number}")
        post(editor, RIGHT)
    assert post("another").status_code == 429


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("::ffff:203.0.113.7", "203.0.113.8", False),
        ("nonsense", "unknown", True),
    ],
)
def test_neighbours_of_ipv6_are_counted_together(first, second, together):
    for number in range(OF_ADDRESS.free):
        post(f"name{number}", address=first)
    assert post("another", address=second).status_code == (429 if together else 200)


def test_only_the_address_that_the_proxy_saw_counts(settings):
    for number in range(OF_ADDRESS.free):
        post(f"name{number}", address=f"192.0.2.{number}, {HERE}")
    assert post("another").status_code == 429
    settings.PRODUCTION = False
    for number in range(OF_ADDRESS.free):
        post(f"name{number}", address=f"192.0.2.{number}")
    assert post("another", address=ELSEWHERE).status_code == 429


@pytest.mark.parametrize("sent", ["", "x", "1.2.3.4:80", "[::1]", "fe80::1%eth0", "1" * 10_000])
def test_any_address_can_be_counted(sent):
    request = RequestFactory().get("/", REMOTE_ADDR=sent, headers={"X-Forwarded-For": sent})
    assert counted_address(request)
    assert post("name", address=sent).status_code == 200


def test_a_name_is_closed_longer_with_each_failure_from_new_addresses(editor):
    waits = []
    for address in (next_address for next_address, _ in zip(addresses(), range(OF_NAME.free + 8), strict=False)):
        answer = post(editor, address=address)
        if answer.status_code == 429:
            waits.append(int(answer.headers["Retry-After"]))
            assert post(editor, RIGHT, next(addresses())).status_code == 429
            pass_by(timedelta(seconds=waits[-1]))
    assert waits == [60, 120, 240, 480, 960, 960, 960, 960, 960]
    assert post(editor, RIGHT, ELSEWHERE).status_code == 302
    assert post(editor, address="198.51.100.10").status_code == 200, "a success resets"


def test_failures_of_a_day_ago_are_forgotten(editor):
    for address, _ in zip(addresses(), range(OF_NAME.free + 3), strict=False):
        post(editor, address=address)
    pass_by(OF_NAME.kept)
    assert failed(editor, 2, ELSEWHERE) == [200, 200]
    assert AccessAttempt.objects.count() == 3, "what no limit counts is not kept"


def test_nobody_locks_an_editor_out_where_the_editor_is_known(editor):
    assert post(editor, RIGHT).status_code == 302
    for address, _ in zip(addresses(), range(3 * OF_NAME.free), strict=False):
        post(editor, address=address)
    for number in range(3 * OF_ADDRESS.free):
        post(f"name{number}")
    assert post(editor, RIGHT, ELSEWHERE).status_code == 429
    assert post(editor, RIGHT).status_code == 302


def test_an_address_is_known_for_some_months(editor):
    post(editor, RIGHT)
    pass_by(KNOWN)
    for number in range(OF_ADDRESS.free):
        post(f"name{number}")
    assert post(editor, RIGHT).status_code == 429
    post(editor, RIGHT, ELSEWHERE)
    assert list(AccessLog.objects.values_list("ip_address", flat=True)) == [ELSEWHERE]


def test_a_refused_try_costs_no_hashing_and_waits_no_longer(editor, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    failed(editor, 5)
    pass_by(timedelta(minutes=20))
    hashed = CountedHasher.hashed
    with CaptureQueriesContext(connection) as asked:
        assert failed(editor, 50) == [429] * 50
    assert hashed == CountedHasher.hashed
    assert not [query for query in asked if not query["sql"].startswith("SELECT")], "nothing is written"
    pass_by(timedelta(minutes=10))
    assert post(editor, RIGHT).status_code == 200, "the password was made by another hasher"
    assert CountedHasher.hashed == hashed + 1


def test_the_log_says_once_what_was_closed_and_not_for_whom(editor, caplog):
    failed(editor, 20)
    told = [record.getMessage() for record in caplog.records if record.name == "newsarchive.logins"]
    assert told == [f"Too many logins failed: closed for 1800 s to {HERE}"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_who_is_refused_is_told_for_how_long(editor, language):
    failed(editor, 5)
    client = Client(headers={"X-Forwarded-For": HERE})
    client.cookies["django_language"] = language
    page = client.post(LOGIN, {"username": editor, "password": RIGHT}).content.decode()
    assert {"ar": "مغلق 30 دقيقة", "en": "closed for 30 minutes"}[language] in page


@pytest.mark.parametrize("command", [["axes_reset"], ["axes_reset_username", "editor"], ["axes_reset_ip", HERE]])
def test_an_operator_opens_what_was_closed(editor, command):
    failed(editor, 5)
    call_command(*command, verbosity=0)
    assert post(editor, RIGHT).status_code == 302
