"""Editors as the migrations' groups make them, and the form as a browser would send it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.support.admin_pages import logged_in, staff


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
