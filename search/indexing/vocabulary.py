"""The vocabulary: every form that the archive has ever held, with its folded spelling and its keys."""

from collections import defaultdict
from collections.abc import Collection, Set
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Length

from arabic import spelling
from arabic.phonetic import sound
from arabic.readings import UNKNOWN
from articles.models.inserting import insert_values
from search.lexicon import analyzer
from search.models import Form, FormKey

# Longer forms (mostly addresses) have no second spelling and are left out.
LONGEST = Form._meta.get_field("exact").max_length or 0
BATCH = 500
# Words that are remembered as added. Above this number they are forgotten, and some are added again.
KEPT_WORDS = 500_000


class ArchiveVocabulary:
    """The vocabulary: looked up by questions, and extended by the indexer."""

    def __init__(self) -> None:
        self._added: set[tuple[str, ...]] = set()

    def forms_spelled(self, spellings: Collection[str]) -> tuple[str, ...]:
        """Return the exact forms with one of these folded spellings, in order."""
        return tuple(Form.objects.filter(spelling__in=spellings).order_by("exact").values_list("exact", flat=True))

    def forms_beginning(self, spellings: Collection[str], limit: int) -> tuple[str, ...]:
        """Return the exact forms whose folded spelling begins with one of these, the shortest first, `limit` at
        most."""
        wanted = reduce(or_, (beginning("spelling", start) for start in spellings))
        forms = Form.objects.filter(wanted).order_by(Length("exact"), "exact")
        return tuple(forms.values_list("exact", flat=True)[:limit])

    def forms_of(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the exact forms of each key; a key without forms is left out."""
        forms: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for key, exact in FormKey.objects.filter(key__in=keys).order_by("exact").values_list("key", "exact"):
            forms[key] += (exact,)
        return forms

    def forms_sounding(self, sounds: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the exact forms of foreign names with each of these sounds (after Form.KNOWN for names that the
        lexicon has)."""
        forms: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for heard, exact in Form.objects.filter(sound__in=sounds).order_by("exact").values_list("sound", "exact"):
            forms[heard] += (exact,)
        return forms

    def add(self, words: Set[tuple[str, ...]]) -> None:
        """Add the forms of words, each word given by its terms. For a form that exists already, update its sound and
        add new keys. Nothing else adds forms at the same time, since one indexer works at a time."""
        new = words - self._added
        keys = {terms[0][1:]: terms[1:] for terms in new if _fits(terms)}
        sounds = {form: _sound(form, keys[form]) for form in keys}
        with transaction.atomic():
            known = dict(Form.objects.filter(exact__among=keys).values_list("exact", "sound"))
            fresh = [form for form in keys if form not in known]
            insert_values(
                Form, ("exact", "spelling", "sound"), [(form, spelling(form), sounds[form]) for form in fresh]
            )
            insert_values(FormKey, ("key", "exact"), [(key, form) for form in fresh for key in keys[form]])
            for form in (form for form, heard in known.items() if sounds[form] != heard):
                Form.objects.filter(exact=form).update(sound=sounds[form])
            rows = [FormKey(key=key, exact=form) for form in known for key in keys[form]]
            FormKey.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        if len(self._added) > KEPT_WORDS:
            self._added.clear()
        self._added |= new


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
