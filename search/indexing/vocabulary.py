"""The vocabulary: every form the archive has held, its folded spelling and its keys."""

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

# Longer stretches (addresses, mostly) are no words anybody spells in two ways.
LONGEST = Form._meta.get_field("exact").max_length or 0
BATCH = 500
# Words that are known to have been added; beyond so many they are forgotten, and some are added again.
KEPT_WORDS = 500_000


class ArchiveVocabulary:
    """The vocabulary as questions ask it, and as the indexer adds to it."""

    def __init__(self) -> None:
        self._added: set[tuple[str, ...]] = set()

    def forms_spelled(self, spellings: Collection[str]) -> tuple[str, ...]:
        """The exact forms with one of these folded spellings, in order."""
        return tuple(Form.objects.filter(spelling__in=spellings).order_by("exact").values_list("exact", flat=True))

    def forms_beginning(self, spellings: Collection[str], limit: int) -> tuple[str, ...]:
        """The exact forms whose folded spelling begins with one of these, the shortest first, `limit` at most."""
        wanted = reduce(or_, (beginning("spelling", start) for start in spellings))
        forms = Form.objects.filter(wanted).order_by(Length("exact"), "exact")
        return tuple(forms.values_list("exact", flat=True)[:limit])

    def forms_of(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The exact forms of each key that has some."""
        forms: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for key, exact in FormKey.objects.filter(key__in=keys).order_by("exact").values_list("key", "exact"):
            forms[key] += (exact,)
        return forms

    def forms_sounding(self, sounds: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The exact forms of foreign names with each of these sounds (Form.KNOWN before it: those the lexicon has)."""
        forms: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for heard, exact in Form.objects.filter(sound__in=sounds).order_by("exact").values_list("sound", "exact"):
            forms[heard] += (exact,)
        return forms

    def add(self, words: Set[tuple[str, ...]]) -> None:
        """Add the forms of words, each given by its terms. Of a form that is there already only the sound may be
        another, and keys may come to it. Nobody else adds meanwhile: one indexer works at a time."""
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
    """Whether a word fits into the columns; folding may make it longer (ﷺ is four words, a Hangul letter three)."""
    return len(spelling(terms[0][1:])) <= LONGEST and all(len(term) <= LONGEST for term in terms)


def _sound(form: str, keys: tuple[str, ...]) -> str:
    """What is kept of a form's sound: of a word the lexicon lacks, or has as a name and nothing else."""
    if keys[:1] and keys[0].startswith(UNKNOWN):
        return sound(form)
    known = sound(form) if len(keys) == 1 and keys[0] in analyzer().keys_of_names else ""
    # A name behind a particle sounds like none.
    return Form.KNOWN + known if known and known == sound(keys[0]) else ""


def beginning(column: str, text: str) -> Q:
    """Rows whose column begins with a text, by the column's index: SQLite has none for LIKE."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text + chr(0x10FFFF)})
    return Q(**{f"{column}__startswith": text})
