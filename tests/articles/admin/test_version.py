"""The version of the archive: read from one place, shown to editors at the foot of every page, and to nobody else."""

import re
import tomllib

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from newsarchive import version
from newsarchive.templatetags import release
from tests.support.admin_pages import LIST, PASTE

ADDRESSES = ("/admin/", LIST, PASTE)


def foot(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    found = re.search(r'<footer id="footer">(.*?)</footer>', page, re.DOTALL)
    assert found, address
    return found[1]


def test_the_version_is_the_projects():
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    assert project["version"] == version.VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", version.VERSION)


@pytest.mark.parametrize("content", [None, "", "[project]\nname = 'x'\n", "[project\n", "\xff"])
def test_a_missing_version_is_said_with_the_file(tmp_path, content):
    project = tmp_path / "pyproject.toml"
    if content is not None:
        project.write_text(content, encoding="latin-1")
    with pytest.raises(ImproperlyConfigured, match=re.escape(str(project))):
        version.read_version(project)


@pytest.mark.parametrize("address", ADDRESSES)
def test_editors_see_it_in_arabic_and_in_english(editor, address):
    assert f"الإصدار <bdi>{version.VERSION}</bdi>" in foot(editor, address)
    editor.cookies["django_language"] = "en"
    assert f"Version <bdi>{version.VERSION}</bdi>" in foot(editor, address)


def test_it_is_escaped(editor, monkeypatch):
    monkeypatch.setattr(release, "VERSION", "1<script>")
    assert "<bdi>1&lt;script&gt;</bdi>" in foot(editor, "/admin/")


@pytest.mark.django_db
def test_nobody_sees_it_before_the_login(client):
    assert foot(client, "/admin/login/").strip() == ""
