"""Count, for each form, the articles of the index that hold it (its document frequency).

The indexer keeps the forms of each indexed article as a row of IndexedArticle. When an article is indexed again, the
counts change by the difference between its old row and its new one. So they stay exact without counting anything twice:
a step that is done again after a kill finds its own rows, and changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection, transaction

from articles.models.inserting import insert_values
from search.models import FormCount, IndexedArticle

READ = 5_000
"""Rows read at a time to add all of them up."""
_BITS, _MORE = 0x7F, 0x80
"""Of a byte of packed ids: the bits of the number, and the bit that says that more of it follow."""
_COLUMNS = ("article_id", "version", "forms")


class HeldForms(NamedTuple):
    """The version of an article in the index, and its forms as `packed` ids."""

    version: int
    forms: bytes


def packed(ids: Iterable[int]) -> bytes:
    """Return the ids of forms as bytes: in order, the distance of each to the one before in groups of seven bits, as
    postings are stored (variable byte code: Manning, Raghavan and Schuetze, Introduction to Information Retrieval,
    5.3.1). Frequent forms have small ids, so an article needs about one and a half bytes a form."""
    found = bytearray()
    before = 0
    for pk in sorted(ids):
        distance, before = pk - before, pk
        while distance > _BITS:
            found.append(distance & _BITS | _MORE)
            distance >>= 7
        found.append(distance)
    return bytes(found)


def unpacked(forms: bytes) -> list[int]:
    """Return the ids that `packed` made a value of."""
    ids = []
    pk = distance = shift = 0
    for byte in forms:
        distance |= (byte & _BITS) << shift
        if byte & _MORE:
            shift += 7
        else:
            pk += distance
            ids.append(pk)
            distance = shift = 0
    return ids


def count(held: Mapping[int, HeldForms | None]) -> None:
    """Change the counts to what the index holds now of these articles, given by id; None if it does not hold one."""
    with transaction.atomic():
        rows = IndexedArticle.objects.filter(pk__among=held).values_list(*_COLUMNS)
        before = {pk: HeldForms(version, bytes(forms)) for pk, version, forms in rows}
        changed = [pk for pk, now in held.items() if now != before.get(pk)]
        IndexedArticle.objects.filter(pk__among=[pk for pk in changed if pk in before]).delete()
        insert_values(IndexedArticle, _COLUMNS, [(pk, *now) for pk in changed if (now := held[pk])])
        _add(_difference((before.get(pk), held[pk]) for pk in changed))


def _difference(pairs: Iterable[tuple[HeldForms | None, HeldForms | None]]) -> Counter[int]:
    """Return by how much the count of each form changes between the old and the new rows of articles."""
    found: Counter[int] = Counter()
    for old, new in pairs:
        if (old and old.forms) != (new and new.forms):
            found.update(unpacked(new.forms) if new else ())
            found.subtract(unpacked(old.forms) if old else ())
    return found


def _add(difference: Mapping[int, int]) -> None:
    """Add to the counts of forms, in one statement."""
    rows = sorted((form, articles) for form, articles in difference.items() if articles)
    table = connection.ops.quote_name(FormCount._meta.db_table)
    insert = f"INSERT INTO {table} (form_id, articles)"
    conflict = f"ON CONFLICT (form_id) DO UPDATE SET articles = {table}.articles + excluded.articles"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [[form for form, _ in rows], [articles for _, articles in rows]]
            values = "SELECT * FROM unnest(%s::bigint[], %s::integer[])"
            cursor.execute(f"{insert} {values} {conflict}", columns)
        else:
            cursor.executemany(f"{insert} VALUES (%s, %s) {conflict}", rows)


def miscounted() -> int:
    """Return how many forms have another count than the rows of all articles add up to. This reads every row."""
    wanted, counted = _sums(), Counter(dict(FormCount.objects.values_list("form_id", "articles")))
    return sum(wanted[form] != counted[form] for form in wanted.keys() | counted.keys())


def recount() -> None:
    """Count anew from the rows of all articles."""
    with transaction.atomic():
        FormCount.objects.all().delete()
        _add(_sums())


def forget_counts() -> None:
    """Forget the rows and the counts of an index that was emptied."""
    with transaction.atomic():
        IndexedArticle.objects.all().delete()
        recount()


def _sums() -> Counter[int]:
    found: Counter[int] = Counter()
    for forms in IndexedArticle.objects.values_list("forms", flat=True).iterator(READ):
        found.update(unpacked(bytes(forms)))
    return found
