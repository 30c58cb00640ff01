"""Named records during a load: found by slug, else by any spelling of any name, else created."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from arabic import spelling
from articles.limits import NAME_CHARACTERS
from articles.loading.field_values import check_characters, no_text
from articles.models import NAMED_KINDS, NamedRecord
from articles.models.inserting import free_ids
from articles.models.named import validate_country, validate_spellings
from articles.readers.record import RefusalError, accept, named_keys

# Ids taken for new records at once; as many are written together.
IDS = 1_000
_SLUG = re.compile(r"[-\w]+")


@lru_cache(maxsize=16_384)
def spelling_key(name: str) -> str:
    """Return the key that two spellings of one name share."""
    return " ".join(spelling(word) for word in name.split())


class RecordNames:
    """All named records, in memory.

    A new record gets its id at once. `write` stores all new records together, in the caller's transaction, without
    history. No look-up walks over namesakes: thousands of records may have one name.
    """

    def __init__(self, *, new_sources: bool = True) -> None:
        self._new_sources = new_sources
        self._new: dict[str, list[NamedRecord]] = {kind: [] for kind in NAMED_KINDS}
        self._ids: dict[str, Iterator[int]] = {}
        self._slugs: dict[str, dict[str, int]] = {kind: {} for kind in NAMED_KINDS}
        self._keys: dict[str, dict[str, list[int]]] = {kind: {} for kind in NAMED_KINDS}
        # Records defined by a line of this load: no second line may match one by its spelling alone. The number is how
        # many of a name's records, from the first on, were claimed when it was last looked up.
        self._claimed: dict[str, set[int]] = {kind: set() for kind in NAMED_KINDS}
        self._passed: dict[tuple[str, str], int] = {}
        # The slugs that were not tried yet for a name, by the first of them.
        self._further_slugs: dict[tuple[str, str], Iterator[str]] = {}
        for kind, model in NAMED_KINDS.items():
            for record in model._default_manager.order_by("pk").iterator():
                self._enter(kind, record)

    def find(self, kind: str, value: str) -> int | None:
        """Return the id of the record with the slug or name `value`, or None."""
        known = self._slugs[kind].get(value)
        return known or next(iter(self._keys[kind].get(spelling_key(value), ())), None)

    def obtain(self, kind: str, value: str) -> int | None:
        """Return the id of the record with the slug or name `value`; create it if there is none.

        Return None for no name. Raise RefusalError for a new source if none may be added.
        """
        if not value:
            return None
        return self.find(kind, value) or self._make(kind, {"name": value})

    def obtain_all(self, kind: str, values: Iterable[str]) -> set[int]:
        """Return the ids of all the records that `values` refer to; create the new ones."""
        return {pk for value in values if (pk := self.obtain(kind, value)) is not None}

    def define(self, kind: str, values: dict[str, Any], *, update: bool) -> str:
        """Load a line that describes a named record. Return "added", "updated" or "skipped". Raise RefusalError."""
        values = check_named(kind, values)
        found = self._claim(kind, values)
        if found is None:
            self._claimed[kind].add(self._make(kind, values))
            return "added"
        self._claimed[kind].add(found)
        if values.get("slug"):
            self._slugs[kind].setdefault(values["slug"], found)
        return "updated" if update and self._update(kind, found, values) else "skipped"

    def _claim(self, kind: str, values: dict[str, Any]) -> int | None:
        by_slug = self._slugs[kind].get(values.get("slug", ""))
        if by_slug:
            return by_slug
        key = spelling_key(values["name"])
        namesakes, at = self._keys[kind].get(key, []), self._passed.get((kind, key), 0)
        while at < len(namesakes) and namesakes[at] in self._claimed[kind]:
            at += 1
        self._passed[kind, key] = at
        return namesakes[at] if at < len(namesakes) else None

    def _make(self, kind: str, values: dict[str, Any]) -> int:
        if kind == "source" and not self._new_sources:
            reason = _("there is no source “%(name)s”, and --no-new-sources is given. Mend the name, or add it first.")
            raise RefusalError(reason % {"name": values["name"]}, "source")
        model = NAMED_KINDS[kind]
        record = model(**values)
        record.pk = self._free_id(kind)
        record.slug = record.slug or self._free_slug(kind, record.name)
        self._new[kind].append(record)
        self._enter(kind, record)
        return int(record.pk)

    def _free_slug(self, kind: str, name: str) -> str:
        slugs = NAMED_KINDS[kind].slugs(name)
        first = next(slugs)
        if first not in self._slugs[kind]:
            return first
        further = self._further_slugs.setdefault((kind, first), slugs)
        return next(slug for slug in further if slug not in self._slugs[kind])

    def _free_id(self, kind: str) -> int:
        if not (pk := next(self._ids.get(kind, iter(())), 0)):
            self._write(kind)
            self._ids[kind] = iter(free_ids(NAMED_KINDS[kind], IDS))
            pk = next(self._ids[kind])
        return pk

    def write(self) -> None:
        """Write the new records. Call this before the end of the transaction in which they were created."""
        for kind in NAMED_KINDS:
            self._write(kind)
        self._ids.clear()

    def _write(self, kind: str) -> None:
        if self._new[kind]:
            NAMED_KINDS[kind]._default_manager.load(self._new[kind])
            self._new[kind] = []

    def _update(self, kind: str, pk: int, values: dict[str, Any]) -> bool:
        self._write(kind)
        record = NAMED_KINDS[kind]._default_manager.get(pk=pk)
        changed = {key: value for key, value in values.items() if key != "slug" and getattr(record, key) != value}
        if changed:
            NAMED_KINDS[kind]._default_manager.filter(pk=pk).update(**changed)
            for key, value in changed.items():
                setattr(record, key, value)
            self._enter(kind, record)
        return bool(changed)

    def _enter(self, kind: str, record: NamedRecord) -> None:
        self._slugs[kind][record.slug] = record.pk
        for key in dict.fromkeys(map(spelling_key, record.spellings)):
            self._keys[kind].setdefault(key, []).append(record.pk)


def check_named(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a named record as its model takes them. Raises Refusal."""
    known = named_keys(kind)
    for key in values:
        if key not in known:
            raise RefusalError(
                _("unknown key; a line of this type has %(known)s.") % {"known": ", ".join(known)}, key[:80]
            )
    for key in known:
        value = values.get(key)
        if key not in {"other_spellings", "sample"} and not (value is None or isinstance(value, str)):
            raise no_text(key, value)
        if isinstance(value, str) and len(value) > NAME_CHARACTERS:
            raise RefusalError(_("a name has at most %(n)d characters.") % {"n": NAME_CHARACTERS}, key)
        check_characters(key, value)
    checked = {key: value.strip() if isinstance(value, str) else value for key, value in values.items()}
    checked = {key: value for key, value in checked.items() if value is not None}
    return _check_values(checked)


def _check_values(values: dict[str, Any]) -> dict[str, Any]:
    if not values.get("name"):
        raise RefusalError(_("a named record needs its name."), "name")
    if values.get("slug") and not _SLUG.fullmatch(values["slug"]):
        raise RefusalError(_("an address holds letters, digits, hyphens and underscores; or leave it out."), "slug")
    if not isinstance(values.get("sample", False), bool):
        raise RefusalError(_("write true or false."), "sample")
    for key, validate in (("other_spellings", validate_spellings), ("country", validate_country)):
        if values.get(key) not in (None, "", []):
            accept(validate, values[key], key)
    return values
