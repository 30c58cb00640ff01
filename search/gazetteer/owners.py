"""Find what has a name in the database: records that readers may see, and the editors' groups."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from arabic.name_keys import name_words
from articles.models import NAMED_KINDS, KnownName
from articles.models.groups import KIND as GROUP
from search.gazetteer.variants import Words, words_of

_ARABIC = re.compile("[ء-ي]")


@dataclass(frozen=True)
class Owner:
    """A record or a group: its kind, and its names as they are written. A record's own name comes first."""

    kind: str
    written: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        """Return whether this is a group, in which editors made all names equal."""
        return self.kind == GROUP

    @cached_property
    def names(self) -> tuple[Words, ...]:
        """Return the words of each name."""
        return tuple(map(name_words, self.written))

    @cached_property
    def standing(self) -> list[Words]:
        """Return the names that may stand for each other. For a record, names with brackets (which separate it from
        another of the same name) and names in other scripts are left out."""
        return [words_of(name) for name in self.written if self.is_group or ("(" not in name and _ARABIC.search(name))]


def owners_known_as(keys: Collection[str]) -> dict[str, list[Owner]]:
    """Return, for each key, the owners of a name with this key. Records that no visible article refers to are left
    out."""
    if not keys:
        return {}
    rows = defaultdict(list)
    for row in KnownName.objects.of_owners_known_as(keys):
        rows[row.owner].append(row)
    shown = _shown(rows)
    found: dict[str, list[Owner]] = {key: [] for key in keys}
    for owner, names in rows.items():
        if owner in shown:
            known = Owner(owner.partition(":")[0], tuple(row.name for row in names))
            for key in {row.key for row in names} & found.keys():
                found[key].append(known)
    return found


def _shown(owners: Iterable[str]) -> set[str]:
    """Return those of the owners that a reader may see."""
    ids = defaultdict(list)
    for owner in owners:
        kind, _, pk = owner.partition(":")
        ids[kind].append(int(pk))
    shown = {f"{GROUP}:{pk}" for pk in ids.pop(GROUP, ())}
    for kind, pks in ids.items():
        found = NAMED_KINDS[kind].objects.visible().filter(pk__in=pks)
        shown |= {f"{kind}:{pk}" for pk in found.values_list("pk", flat=True)}
    return shown
