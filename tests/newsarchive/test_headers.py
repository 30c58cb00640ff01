"""What every answer tells the browser, whatever it is about."""

import re

import pytest
from django.test import Client

from newsarchive.middleware import PERMISSIONS_POLICY

PAGES = ("/", "/help/", "/search/?q=%D9%87", "/login/", "/admin/", "/admin/login/", "/robots.txt")
ADDRESSES = (*PAGES, "/nothing/", "/sources")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_no_page_uses_is_off(address):
    policy = Client().get(address).headers["Permissions-Policy"]
    assert policy == PERMISSIONS_POLICY
    allowed = dict(re.findall(r"([a-z-]+)=(\([a-z]*\))(?:, |$)", policy))
    assert {name for name, who in allowed.items() if who != "()"} == {"clipboard-write"}
    assert {"camera", "geolocation", "microphone", "payment", "usb"} <= allowed.keys()


def test_redirects_to_https_have_it_too(settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/")
    assert (answer.status_code, answer.headers["Permissions-Policy"]) == (301, PERMISSIONS_POLICY)
