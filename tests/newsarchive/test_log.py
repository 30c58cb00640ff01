"""What the archive tells of its requests: in one shape, and never what was asked."""

import io
import json
import logging
import logging.config

import pytest
from django.test import Client, RequestFactory

from newsarchive.logs import logging_settings, request_id
from newsarchive.middleware import forwarded_address


@pytest.fixture
def told():
    """What production's log tells, as a function that gives its lines."""
    config = logging_settings("info", as_json=True)
    made = logging.config.DictConfigurator(config)
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(made.configure_formatter(config["formatters"]["json"]))
    handler.addFilter(made.configure_filter(config["filters"]["request_id"]))
    ours = logging.getLogger("newsarchive")
    level = ours.level
    ours.setLevel(config["loggers"]["newsarchive"]["level"])
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in handler.stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)
    ours.setLevel(level)


@pytest.mark.django_db
def test_a_request_is_one_line_without_the_question(told, client):
    answer = client.get("/search/", {"q": "فضيحة"}, headers={"X-Request-ID": "of-the-proxy"})
    (line,) = [line for line in told() if line["logger"] == "newsarchive.requests"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/search/", answer.status_code)
    assert (line["request_id"], answer["X-Request-ID"]) == ("of-the-proxy", "of-the-proxy")
    assert line["milliseconds"] >= 0
    assert line["level"] == "INFO"
    assert "q=" not in json.dumps(line)
    assert request_id.get() == ""


@pytest.mark.django_db
def test_why_search_is_down_is_told(told, client):
    assert client.get("/search/", {"q": "فضيحة"}).status_code == 503
    (line,) = [line for line in told() if line["logger"] == "search.views.results"]
    assert "update_index" in line["message"]
    assert "فضيحة" not in line["message"]


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["", "two words", "short", "x" * 65, 'quoted"line'])
def test_a_request_without_a_number_gets_one(client, sent):
    made = client.get("/help/", headers={"X-Request-ID": sent})["X-Request-ID"]
    assert len(made) == 32
    assert made != sent


@pytest.mark.django_db
def test_an_error_brings_its_traceback_on_its_line(told, monkeypatch):
    monkeypatch.setattr("pages.views.latest", lambda articles: 1 / 0)
    answer = Client(raise_request_exception=False).get("/?q=فضيحة")
    (line,) = [line for line in told() if line["logger"] == "django.request"]
    assert "ZeroDivisionError" in line["traceback"]
    assert line["request_id"] == answer["X-Request-ID"]
    assert "q=" not in json.dumps(line)


def test_probes_are_not_told_of(told):
    Client().get("/health/live")
    assert told() == []


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [("", "127.0.0.1"), ("203.0.113.7", "203.0.113.7"), ("10.9.9.9, 203.0.113.7", "203.0.113.7")],
)
def test_logins_are_counted_by_the_address_that_the_proxy_saw(forwarded, address):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert forwarded_address(RequestFactory().get("/", headers=headers)) == address
