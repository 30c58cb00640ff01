"""Load groups of equal names: the lines of type "group"."""

from typing import Any

from django.utils.translation import gettext as _

from arabic.name_keys import name_key, name_words
from articles.loading.field_values import check_characters, no_text
from articles.models import KnownName, NameGroup
from articles.models.groups import KIND, validate_group
from articles.readers.record import GROUP_KEYS, RefusalError, accept

LONGEST_NOTE = NameGroup._meta.get_field("note").max_length or 0


def define(values: dict[str, Any], *, update: bool) -> str:
    """Load a line that describes a group. Return "added", "updated" or "skipped". Raise RefusalError.

    The line means the group that has its first name, or a new one.
    """
    names, note = _checked(values)
    first = KnownName.objects.filter(owner__startswith=f"{KIND}:", key=name_key(name_words(names[0]))).first()
    if first is None:
        NameGroup.objects.bulk_create([NameGroup(names=names, note=note)])
        return "added"
    known = NameGroup.objects.get(pk=first.owner.partition(":")[2])
    if not update or (known.names, known.note) == (names, note):
        return "skipped"
    NameGroup.objects.filter(pk=known.pk).update(names=names, note=note)
    return "updated"


def _checked(values: dict[str, Any]) -> tuple[list[str], str]:
    for key, value in values.items():
        if key not in GROUP_KEYS:
            known = ", ".join(GROUP_KEYS)
            raise RefusalError(_("unknown key; a line of this type has %(known)s.") % {"known": known}, key[:80])
        check_characters(key, value)
    names, note = values.get("names"), values.get("note") or ""
    if not isinstance(note, str):
        raise no_text("note", note)
    if len(note) > LONGEST_NOTE:
        raise RefusalError(_("a note has at most %(n)d characters.") % {"n": LONGEST_NOTE}, "note")
    accept(validate_group, names, "names")
    return list(names or ()), note
