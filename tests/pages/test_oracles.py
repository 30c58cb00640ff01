"""Nothing public tells a hidden article from one that never was: not its names, words or days, not that there is one.

Every public address is walked over the sample archive: before there were hidden articles, while the index still has
those that were public, and with one of each sort. The answers are compared byte for byte.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from urllib.parse import quote, unquote, urlencode

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from articles.kinds import SEGMENTS
from articles.models import Article, Person, Status
from articles.presenters.name_lists import SHORT_LIST
from search.indexing.indexer import Indexer
from tests.support.hidden import SECRETS, Secret, questions
from tests.support.told import told

SAMPLE = django_settings.BASE_DIR / "seeds" / "sample.jsonl"
Asked = dict[str, str]


def public_names(resolver: Any = None) -> set[str]:
    """The name of every address but those of the admin."""
    found = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found.add(entry.name)
        elif isinstance(entry, URLResolver) and entry.namespace != "admin":
            found |= public_names(entry)
    return found


def named_by(secret: Secret) -> Iterator[str]:
    """The addresses that ask for a record of one hidden article: its filters, values, fields, suggestions, pages."""
    for kind, slug in secret.slugs.items():
        name, segment = secret.names[kind], SEGMENTS[kind]
        held: Asked = {kind: slug, "q": "يوم"}
        yield from (f"/search/?{urlencode(held)}", f"/search/?{urlencode({f'not-{kind}': slug})}")
        yield f"/search/filters/?{urlencode(held | {f'not-{kind}': 'syria'})}"
        yield f"/search/values/{segment}/?{urlencode(held)}"
        yield f"/search/advanced/?{urlencode({kind: name})}"
        yield f"/search/suggest/?{urlencode({'kind': kind, kind: name[:5]})}"
        yield f"/{segment}/{slug}/"
    within = urlencode({"person": secret.slugs["person"]})
    yield f"/search/advanced/?{urlencode({'q': 'شخص:' + secret.names['person'], 'within': within})}"
    yield f"/search/advanced/?{urlencode({'author': secret.names['author']})}"
    letter, after = quote(secret.names["person"][0]), secret.slugs["person"]
    yield from (f"/people/?letter={letter}", f"/people/?letter={letter}&after={after}")
    yield f"/people/?letter={quote('س')}&after={after}"


def asked_of(secret: Secret) -> Iterator[str]:
    """The addresses that ask for the words and days of one hidden article, or go on from it."""
    yield from (f"/search/?{urlencode({'q': text})}" for text in questions(secret))
    yield from (f"/search/?{urlencode({'q': secret.headline, 'level': level})}" for level in ("exact", "root"))
    letters, moment, after = secret.words[0][:4], secret.moment, secret.public_id
    for typed in (letters, f"{secret.headline} ", f"شخص:{letters}", f'"{letters}'):
        yield f"/search/suggest/?{urlencode({'q': typed})}"
    days: tuple[Asked, ...] = (
        {"day": f"{moment:%m-%d}"},
        {"year": str(moment.year), "not-month": f"{moment:%Y-%m}"},
        {"to": f"{moment:%Y-%m-%d}"},
    )
    cursors: tuple[Asked, ...] = ({"sort": "newest", "after": after}, {"q": "يوم", "sort": "oldest", "after": after})
    yield from (f"/search/?{urlencode(asked)}" for asked in (*days, *cursors))
    yield from (f"/dates/{moment.year}/", f"/dates/{moment.year}/{moment.month}/")
    yield f"/dates/{moment.year}/{moment.month}/{moment.day}/"
    for page in ("/dates/2019/", "/dates/2019/3/23/", "/dates/undated/", "/places/syria/"):
        yield from (f"{page}?after={after}", f"{page}?order=oldest&before={after}")
    # A withdrawn article says so at its own address: that is no secret.
    if secret.sort != "withdrawn":
        yield from (f"/articles/{after}/", f"/articles/{after}/x/")
    yield f"/search/explained/{after}/"


def of_the_archive(shown: Article) -> Iterator[str]:
    """The addresses that ask for nothing hidden, where it would be among the rest."""
    yield from ("/", "/help/", "/robots.txt", "/sitemap.xml", "/sitemap-browse.xml", "/sitemap-articles.xml")
    yield from ("/sitemap-articles.xml?p=2", "/login/", "/logout/", "/i18n/setlang/")
    yield from ("/search/advanced/", "/search/suggest/")
    yield from ("/dates/", "/dates/undated/", "/dates/2019/", "/dates/2019/3/", "/dates/2019/3/23/")
    for segment in SEGMENTS.values():
        yield from (f"/{segment}/", f"/{segment}/?letter={quote('س')}", f"/search/values/{segment}/")
    yield from (f"/people/?letter={quote('س')}&after=s-{number}" for number in (1, 100))
    address = shown.get_absolute_url()
    yield from (f"/articles/{shown.public_id}/", address, f"{address}?{urlencode({'q': 'وصل'})}")
    orders: tuple[Asked, ...] = ({}, {"sort": "oldest", "counted": "1"}, {"level": "root"}, {"place": "syria"})
    for text in ("", "يوم", "الأمم المتحدة", "كتاب*", "يومم", "رئيس أو وزير", "مكان:سوريا", "قال قرب/5 رئيس"):
        yield from (f"/search/?{urlencode({'q': text, **asked})}" for asked in orders)
        yield from (f"/search/filters/?{urlencode({'q': text})}", f"/search/suggest/?{urlencode({'q': text})}")


def addresses(shown: Article) -> list[str]:
    of_secrets = (address for secret in SECRETS for address in (*named_by(secret), *asked_of(secret)))
    return [*of_the_archive(shown), *of_secrets]


def walked(asked: list[str]) -> dict[str, Any]:
    """What each address tells."""
    client = Client()
    return {address: told(client.get(address)) for address in asked}


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The addresses that tell something else, each with the first line that differs."""
    found = []
    for address in (address for address in other if one[address] != other[address]):
        lines = zip_longest(*(body.decode().splitlines() for _, _, body in (one[address], other[address])))
        first = next((pair for pair in lines if pair[0] != pair[1]), (one[address][:2], other[address][:2]))
        found.append(f"{unquote(address)}: {first}")
    return found


@pytest.fixture
def shown(analyzer, db, settings):
    """The sample archive, and in it an article with names enough for lists by letter, which will be corrected.

    It is searched by Whoosh: other engines let deleted documents weigh in the order of results until they merge.
    """
    settings.SIMPLE_HISTORY_ENABLED = False
    call_command("import_articles", str(SAMPLE), verbosity=0)
    article = Article.objects.create(
        headline=f"وصل {' '.join(secret.sounding for secret in SECRETS)}",
        lead="وصلوا إلى المدينة يوم السبت.",
        status=Status.PUBLISHED,
        public_id="8x0x0x0x0x",
    )
    article.people.set([Person.objects.create(name=f"سالم {n}", slug=f"s-{n}") for n in range(2 * SHORT_LIST)])
    Indexer().run(wait=True)
    return article


def correct(article: Article, secret: Secret) -> None:
    """Have a visible article say and name for a while what a hidden one does, and then what it did before."""
    changed, lead, people = article.modified_at, article.lead, list(article.people.all())
    article.lead = f"{lead} {' '.join(secret.words)}"
    article.save()
    article.people.add(Person.objects.get(slug=secret.slugs["person"]))
    Indexer().run(wait=True)
    article.lead = lead
    article.save()
    article.people.set(people)
    Article.objects.filter(pk=article.pk).update(modified_at=changed)


def test_every_public_address_is_walked(db):
    shown = Article.objects.create(headline="خبر", status=Status.PUBLISHED)
    assert {resolve(address.partition("?")[0]).url_name for address in addresses(shown)} == public_names()


@pytest.mark.slow(90)
def test_a_hidden_article_is_as_one_that_never_was(shown):
    asked = addresses(shown)
    before = walked(asked)
    seen = [(secret, secret.publish()) for secret in SECRETS if secret.was_public]
    Indexer().run(wait=True)
    assert differences(before, walked([*named_by(seen[0][0])])), "they are seen while they are public"
    for secret, article in seen:
        secret.hide(article)
    assert differences(before, walked(asked)) == []
    for secret in SECRETS:
        if not secret.was_public:
            secret.hide(secret.publish())
    correct(shown, SECRETS[0])
    Indexer().run(wait=True)
    assert differences(before, walked(asked)) == []


@pytest.mark.parametrize("secret", [secret for secret in SECRETS if secret.was_public], ids=lambda secret: secret.sort)
def test_a_word_that_hidden_articles_alone_have_cannot_be_dropped(analyzer, db, settings, secret):
    settings.SIMPLE_HISTORY_ENABLED = False
    Article.objects.create(headline=f"وصل {secret.sounding}", status=Status.PUBLISHED)
    Indexer().run(wait=True)
    asked = [f"/search/?{urlencode({'q': secret.sounding, 'drop': secret.words[0]})}"]
    before = walked(asked)
    article = secret.publish()
    Indexer().run(wait=True)
    secret.hide(article)
    Indexer().run(wait=True)
    assert differences(before, walked(asked)) == []
