"""The vocabulary: every form that the archive has ever held, with its folded spelling and its keys.

Questions see only the forms that some article of the index holds. The other rows keep the ids of forms that went away:
the indexer stores an article's forms by id.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Set
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from arabic import spelling
from arabic.phonetic import sound
from arabic.readings import UNKNOWN
from articles.models.inserting import free_ids, insert_values
from search.lexicon import analyzer
from search.models import Form, FormKey

# Longer forms (mostly addresses) have no second spelling and are left out.
LONGEST = Form._meta.get_field("exact").max_length or 0
BATCH = 500
# Forms whose ids are remembered. Above this number they are forgotten, and some are added again.
KEPT_WORDS = 500_000
_NONE = 0  # instead of the id of a form that does not fit into the columns

_COUNTS = """
    SELECT named.key, form.exact, held.articles FROM search_formkey named
    JOIN search_form form ON form.exact = named.exact JOIN search_formcount held ON held.form_id = form.id
    WHERE named.key AMONG AND held.articles > 0
    UNION ALL
    SELECT '', form.exact, held.articles FROM search_form form
    JOIN search_formcount held ON held.form_id = form.id
    WHERE form.exact AMONG AND held.articles > 0
"""
"""Written out, because every results page asks it: Django takes longer to build it than PostgreSQL to answer it."""


class ArchiveVocabulary:
    """The vocabulary: looked up by questions, and extended by the indexer."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}  # by the term of the form

    def forms_spelled(self, spellings: Collection[str]) -> tuple[str, ...]:
        """Return the exact forms with one of these folded spellings, in order."""
        return tuple(self.counts_spelled(spellings))

    def counts_spelled(self, spellings: Collection[str]) -> dict[str, int]:
        """Return the exact forms with one of these folded spellings, in order, each with the number of articles that
        hold it."""
        found = _held().filter(spelling__among=spellings).order_by("exact")
        return dict(found.values_list("exact", "count__articles"))

    def forms_beginning(self, spellings: Collection[str], limit: int) -> tuple[str, ...]:
        """Return the exact forms whose folded spelling begins with one of these, the shortest first, `limit` at
        most."""
        wanted = reduce(or_, (beginning("spelling", start) for start in spellings))
        forms = _held().filter(wanted).order_by(Length("exact"), "exact")
        return tuple(forms.values_list("exact", flat=True)[:limit])

    def forms_of(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the exact forms of each key; a key without forms is left out."""
        return {key: tuple(forms) for key, forms in self.counts(keys, ()).items()}

    def counts(self, keys: Collection[str], forms: Collection[str]) -> dict[str, dict[str, int]]:
        """Return the exact forms of each key, in order, and under "" these `forms`; each with the number of articles
        that hold it. Left out is what no article holds. This takes one query."""
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        is_postgresql = connection.vendor == "postgresql"
        among = "= ANY(%s::text[])" if is_postgresql else "IN (SELECT value FROM json_each(%s))"
        values = [list(each) if is_postgresql else json.dumps(list(each)) for each in (keys, forms)]
        with connection.cursor() as cursor:
            cursor.execute(_COUNTS.replace("AMONG", among), values)
            for key, exact, articles in sorted(cursor.fetchall()):
                found[key][exact] = articles
        return found

    def forms_sounding(self, sounds: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the exact forms of foreign names with each of these sounds (after Form.KNOWN for names that the
        lexicon has)."""
        forms: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for heard, exact in _held().filter(sound__among=sounds).order_by("exact").values_list("sound", "exact"):
            forms[heard] += (exact,)
        return forms

    def add(self, words: Set[tuple[str, ...]]) -> None:
        """Add the forms of words, each word given by its terms. For a form that exists already, update its sound and
        add new keys. Nothing else adds forms at the same time, since one indexer works at a time."""
        if len(self._ids) > KEPT_WORDS:
            self._ids.clear()
        keys = {terms[0][1:]: terms[1:] for terms in words if terms[0] not in self._ids and _fits(terms)}
        sounds = {form: _sound(form, keys[form]) for form in keys}
        with transaction.atomic():
            rows = Form.objects.filter(exact__among=keys).values_list("exact", "pk", "sound")
            known = {form: (pk, heard) for form, pk, heard in rows}
            fresh = [form for form in keys if form not in known]
            ids = dict(zip(fresh, free_ids(Form, len(fresh)), strict=True))
            insert_values(
                Form,
                ("id", "exact", "spelling", "sound"),
                [(pk, form, spelling(form), sounds[form]) for form, pk in ids.items()],
            )
            insert_values(FormKey, ("key", "exact"), [(key, form) for form in fresh for key in keys[form]])
            for form in (form for form, (_, heard) in known.items() if sounds[form] != heard):
                Form.objects.filter(exact=form).update(sound=sounds[form])
            missing = [FormKey(key=key, exact=form) for form in known for key in keys[form]]
            FormKey.objects.bulk_create(missing, batch_size=BATCH, ignore_conflicts=True)
        self._ids |= {"=" + form: pk for form, pk in ids.items()} | {"=" + form: pk for form, (pk, _) in known.items()}

    def ids(self, terms: Collection[str]) -> list[int]:
        """Return the ids of the forms of these terms, as far as they were added."""
        found = list(map(self._ids.get, terms))
        if None in found:
            forms = [term[1:] for term in terms if term not in self._ids]
            known = dict(Form.objects.filter(exact__among=forms).values_list("exact", "pk"))
            self._ids |= {"=" + form: known.get(form, _NONE) for form in forms}
            found = list(map(self._ids.get, terms))
        return list(filter(None, found))


def _held() -> "QuerySet[Form]":
    """Return the forms that some article of the index holds."""
    return Form.objects.filter(count__articles__gt=0)


def _fits(terms: tuple[str, ...]) -> bool:
    """Return whether a word fits into the columns; folding may lengthen it (ﷺ becomes four words, a Hangul letter
    three)."""
    return len(spelling(terms[0][1:])) <= LONGEST and all(len(term) <= LONGEST for term in terms)


def _sound(form: str, keys: tuple[str, ...]) -> str:
    """Return the sound to store for a form: only if the lexicon lacks the word, or has it as a name and nothing
    else."""
    if keys[:1] and keys[0].startswith(UNKNOWN):
        return sound(form)
    known = sound(form) if len(keys) == 1 and keys[0] in analyzer().keys_of_names else ""
    # A name with a particle before it does not sound like the name.
    return Form.KNOWN + known if known and known == sound(keys[0]) else ""


def beginning(column: str, text: str) -> Q:
    """Return the condition that a column begins with a text, so that the column's index is used. SQLite uses none for
    LIKE."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text + chr(0x10FFFF)})
    return Q(**{f"{column}__startswith": text})
