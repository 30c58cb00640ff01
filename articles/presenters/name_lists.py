"""Alphabetical lists of named records; long lists are split by letter and page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import counts
from articles.models import NAMED_KINDS, NamedRecord, NamePlace
from articles.models.alphabet import OTHER, NamePlaceQuerySet
from articles.models.keyset import after_row
from articles.wording import is_arabic

SHORT_LIST = 120
"""Most names on one page. A longer list shows its most frequent names and opens by letter."""

# From each letter to the next one that has a name: one lookup each, for any number of names between them.
_NEXT = """
    SELECT place.letter FROM articles_nameplace place
    WHERE place.kind = %(kind)s AND place.language = %(language)s {beyond} AND EXISTS (
        SELECT 1 FROM articles_listing listing
        WHERE listing.kind = %(number)s AND listing.record = place.record_id AND listing.visible_from <= %(now)s
    )
    ORDER BY place.letter LIMIT 1
"""
_LETTERS = f"""
    WITH RECURSIVE found(letter) AS (
        SELECT ({_NEXT.format(beyond="")})
        UNION ALL
        SELECT ({_NEXT.format(beyond="AND place.letter > found.letter")}) FROM found WHERE found.letter IS NOT NULL
    )
    SELECT letter FROM found WHERE letter IS NOT NULL
"""  # noqa: S608 - every value is a parameter


@dataclass(frozen=True, slots=True)
class CountedName:
    """A record with the number of visible articles that refer to it."""

    record: NamedRecord
    count: int


@dataclass(frozen=True, slots=True)
class NamesPage:
    """One page of names; `after` is the cursor (a slug) of the next page, or "" at the end."""

    entries: list[CountedName]
    after: str = ""


def all_of(kind: str) -> list[CountedName] | None:
    """Return the records of a kind that visible articles refer to, in alphabetical order; None if too many.

    One page shows at most SHORT_LIST of them.
    """
    rows = list(_places(kind).order_by("letter", "text", "record_id")[: SHORT_LIST + 1])
    if len(rows) > SHORT_LIST:
        return None
    return _entries(kind, [row.record_id for row in sorted(rows, key=lambda row: row.letter == OTHER)])


def letters(kind: str) -> list[str]:
    """Return the letters that have names of a kind."""
    values: dict[str, Any] = {"kind": kind, "language": _language(), "number": counts.number(kind)}
    with connection.cursor() as cursor:
        cursor.execute(_LETTERS, {**values, "now": connection.ops.adapt_datetimefield_value(timezone.now())})
        return sorted((letter for (letter,) in cursor.fetchall()), key=lambda letter: (letter == OTHER, letter))


def under(kind: str, letter: str, after: str) -> NamesPage:
    """Return the names under a letter that follow the record with the slug `after`, or the first ones.

    Raise Http404 if the public sees no such letter or record.
    """
    if "\0" in letter + after:  # PostgreSQL does not accept NUL
        raise Http404
    rows = _places(kind).filter(letter=letter).order_by("text", "record_id")
    if after:
        record = get_object_or_404(NAMED_KINDS[kind].objects.visible().only("pk"), slug=after)
        start = NamePlace.objects.get(kind=kind, language=_language(), record_id=record.pk)
        rows = rows.filter(after_row(("text", "record_id"), (start.text, start.record_id)))
    ids = list(rows.values_list("record_id", flat=True)[: SHORT_LIST + 1])
    if not ids and not after:
        raise Http404
    entries = _entries(kind, ids[:SHORT_LIST])
    return NamesPage(entries, entries[-1].record.slug if len(ids) > SHORT_LIST and entries else "")


def most_frequent(kind: str, limit: int) -> list[CountedName]:
    """Return the records with the most articles, most first."""
    return _entries(kind, counts.most_frequent(kind, limit))


def _language() -> str:
    return "ar" if is_arabic() else "en"


def _places(kind: str) -> NamePlaceQuerySet:
    referred = counts.listing(kind, OuterRef("record_id"))
    return NamePlace.objects.filter(Exists(referred), kind=kind, language=_language())


def _entries(kind: str, ids: Iterable[int]) -> list[CountedName]:
    ids = list(ids)
    found = counts.by_record(kind, ids)
    records = NAMED_KINDS[kind]._default_manager.order_by().only("name", "name_en", "slug").in_bulk(ids)
    return [CountedName(records[pk], found[pk]) for pk in ids if pk in records and pk in found]
