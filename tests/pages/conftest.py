"""An archive of a few articles, one of each status."""

import pytest
from django.test import Client

from tests.support.browsed import HIDDEN, Archive, with_names


@pytest.fixture
def archive(db: None) -> Archive:
    hidden = {name: with_names(name, **values) for name, values in HIDDEN.items()}
    return Archive(with_names("shown", lead="خبر ظاهر للقراء."), hidden)


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client
