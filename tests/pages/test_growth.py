"""No browse page costs more in a larger archive: as many questions to the database, each one stretch of an index."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from articles import urls
from articles.kinds import FIELDS, SEGMENTS
from articles.models import NAMED_KINDS, Article, Status
from articles.models.inserting import insert
from articles.models.listings import followed_once
from articles.presenters.name_lists import SHORT_LIST

pytestmark = pytest.mark.django_db
FIRST = date(2015, 1, 1)
MANY = 4000
# What grows with the archive; the tables of few rows (kinds of content, sessions) may be read whole.
GROWING = {"articles_article", "articles_listing", "articles_nameplace", "articles_tally"} | {
    getattr(Article, field).through._meta.db_table for kind, field in FIELDS.items() if field != kind
}


def grow(count: int) -> None:
    """Add so many articles over ten years; the first record of each kind is in every second of them."""
    named = {
        kind: list(model._default_manager.order_by("pk")) or _made(kind, model) for kind, model in NAMED_KINDS.items()
    }

    def one_of(kind: str, number: int) -> Any:
        return named[kind][0] if number % 2 else named[kind][number // 2 % len(named[kind])]

    articles = [
        Article(
            headline=f"خبر {number}",
            lead="بداية الخبر.",
            status=Status.PUBLISHED if number % 9 else Status.DRAFT,
            published_on=FIRST + timedelta(days=number % 40 * 91) if number % 7 else None,
            **{kind: one_of(kind, number) for kind in ("source", "agency", "section")},
        )
        for number in range(1, count + 1)
    ]
    with transaction.atomic(), followed_once(Article.objects.all(), settled=False):
        Article.objects.load(articles)
        for kind in ("subject", "place", "person", "organisation"):
            through = getattr(Article, FIELDS[kind]).through
            links = [(article.pk, one_of(kind, number).pk) for number, article in enumerate(articles, 1)]
            insert([through(**{"article_id": article, f"{kind}_id": record}) for article, record in links])


def _made(kind: str, model: Any) -> list[Any]:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    return list(
        model._default_manager.bulk_create(
            [
                model(name=f"{letters[number % 28]}{letters[number // 28]} {kind}", slug=f"{kind}-{number}")
                for number in range(SHORT_LIST + 40)
            ]
        )
    )


def addresses() -> list[str]:
    """Every page of the archive that shows or counts articles, at its beginning, inside it and at its end."""
    shown = Article.objects.visible().filter(published_on__isnull=False).order_by("ordered_at", "pk")
    middle = shown[shown.count() // 2]
    day = middle.published_on
    dates = [f"/dates/{day.year}/", f"/dates/{day.year}/{day.month}/", f"/dates/{day.year}/{day.month}/{day.day}/"]
    names = [f"/{segment}/{kind}-0/" for kind, segment in SEGMENTS.items()]
    lists = ["/dates/undated/", *dates, *names]
    return [
        *lists,
        *(f"{page}?{side}={article.public_id}" for page in lists for side in ("after", "before")
          for article in (shown.first(), middle, shown.last())),
        *(f"{page}?order=oldest&after={middle.public_id}" for page in names),
        *(f"/{segment}/" for segment in SEGMENTS.values()),
        "/people/?letter=ب", "/people/?letter=ب&after=person-1",
        "/", "/dates/", "/robots.txt", "/help/", "/sitemap.xml", "/sitemap-articles.xml", "/sitemap-browse.xml",
        f"/articles/{middle.public_id}/",
        *(article.get_absolute_url() for article in (shown.first(), middle, shown.last())),
    ]  # fmt: skip


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database inside: (SQL, parameters)."""
    heard: list[tuple[str, Any]] = []

    def hear(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        heard.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        yield heard


def questions(client: Client) -> dict[str, list[tuple[str, Any]]]:
    found = {}
    for address in addresses():
        with asked() as heard:
            assert client.get(address).status_code in {200, 302}, address
        found[address] = heard
    return found


def test_every_address_of_the_browse_pages_is_walked(client):
    grow(30)
    walked = {resolve(address.partition("?")[0]).url_name for address in addresses()}
    known = {pattern.name for pattern in urls.urlpatterns} | {
        "home",
        "article",
        "permanent",
        "robots",
        "sitemap",
        "help",
    }
    assert walked >= known


def test_no_page_asks_more_of_a_larger_archive(client):
    sizes = []
    for count in (400, 800):
        grow(count)
        dearest: dict[str, int] = {}
        for address, heard in questions(client).items():
            name = resolve(address.partition("?")[0]).url_name
            dearest[name] = max(dearest.get(name, 0), len(heard))
        sizes.append(dearest)
    assert sizes[0] == sizes[1]
    assert max(sizes[0].values()) <= 12


def test_every_question_is_one_stretch_of_an_index(client):
    grow(MANY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # So few rows are as soon read whole and sorted. What is asked is whether an index answers without that.
            for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    faults = {}
    for address, heard in questions(client).items():
        for sql, params in heard:
            if sql.lstrip().startswith(("SELECT", "WITH")) and (wrong := _wrong(sql, params)):
                faults[sql[:400]] = (address, wrong)
    assert not faults, "\n\n".join(f"{address}\n{sql}\n{wrong}" for sql, (address, wrong) in faults.items())


def _wrong(sql: str, params: Any) -> list[str]:
    """What in the plan of a question costs more the more there is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            found = cursor.fetchone()[0]
            return list(_in_plan((json.loads(found) if isinstance(found, str) else found)[0]["Plan"]))
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [row[3] for row in cursor.fetchall()]
    scans = [step for step in steps if step.startswith("SCAN") and step.split()[1] in GROWING | {"place", "listing"}]
    # SQLite does not say how much it sorts: what is read by keys is a page, what is read by a list is not.
    sorted_whole = "USE TEMP B-TREE FOR ORDER BY" in steps and any("listing_by_time" in step for step in steps)
    return scans + ["a list is sorted"] * sorted_whole


def _in_plan(node: dict[str, Any]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWING:
        yield f"Seq Scan of {node['Relation Name']}"
    if node["Node Type"] in {"Sort", "Hash"} and node["Plan Rows"] > 2 * SHORT_LIST:
        yield f"{node['Node Type']} of {node['Plan Rows']} rows"
    for below in node.get("Plans", ()):
        yield from _in_plan(below)
