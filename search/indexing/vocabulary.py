"""The vocabulary: every form the archive has held, its folded spelling and its keys."""

from collections.abc import Iterable
from typing import Any

from search.analysis import spelling
from search.models import Form, FormKey

# Longer stretches (addresses, mostly) are no words anybody spells in two ways.
LONGEST = Form._meta.get_field("exact").max_length or 0
BATCH = 500


class ArchiveVocabulary:
    """The vocabulary as questions ask it, and as the indexer adds to it."""

    def __init__(self) -> None:
        self._added: set[tuple[str, ...]] = set()

    def forms_spelled(self, spelling: str) -> tuple[str, ...]:
        """The exact forms with this folded spelling."""
        return tuple(Form.objects.filter(spelling=spelling).order_by("exact").values_list("exact", flat=True))

    def add(self, documents: Iterable[dict[str, Any]]) -> None:
        """Add the forms of these documents. Those that are there already are left as they are."""
        new = {terms for document in documents for _, terms in document["text"]} - self._added
        forms = {terms[0][1:]: terms[1:] for terms in new if all(len(term) <= LONGEST for term in terms)}
        rows = [Form(exact=form, spelling=spelling(form)) for form in forms]
        Form.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        keys = [FormKey(key=key, exact=form) for form, keys in forms.items() for key in keys]
        FormKey.objects.bulk_create(keys, batch_size=BATCH, ignore_conflicts=True)
        self._added |= new
