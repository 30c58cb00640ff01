"""What a reader hands on: records under the archive's own keys, and refusals that say what to mend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise

# The keys of docs/record-format.md.
NAMES = ("source", "agency", "section")
LISTS = ("subjects", "places", "people", "organisations")
ARTICLE_KEYS = (
    *("id", "external_id", "url", *NAMES, "headline", "subheadline", "lead", "body", "dateline", "byline", *LISTS),
    *("published_at", "status", "rights", "correction", "withdrawal", "sample", "guessed", "fingerprint"),
)
NAMED_KEYS = ("slug", "name", "name_en", "other_spellings")
COUNTRY_KINDS = ("source", "place")
GROUP_KEYS = ("names", "note")


class RefusalError(Exception):
    """Why a record, or a whole file, is not taken: the key at fault, and a reason that names the remedy."""

    def __init__(self, reason: Text, key: str = "") -> None:
        super().__init__(reason)
        self.reason, self.key = reason, key

    def __str__(self) -> str:
        return printable(f"{self.key}: {self.reason}" if self.key else str(self.reason))


def printable(text: object) -> str:
    """Return `text` as any terminal and file takes it: a lone surrogate, half of a character, by its number."""
    return str(text).encode("utf-8", "backslashreplace").decode()


@dataclass(slots=True)
class Record:
    """One record as it was read.

    `number` is its line or row; `raw` is what stood there, to be mended; `guessed` names the values a reader proposes.
    `verbatim` records are the archive's own and are taken letter for letter, all others are tidied. `kind` is
    "article", or the kind of named record a line describes.
    """

    number: int
    values: dict[str, Any]
    raw: str | list[str] = ""
    guessed: tuple[str, ...] = ()
    verbatim: bool = False
    kind: str = "article"


@dataclass(slots=True)
class Refused:
    """A record that could not even be read. `raw` is None where nothing can be handed back."""

    number: int
    raw: str | list[str] | None
    refusal: RefusalError


Read = Iterator[Record | Refused]


class KeyMap:
    """`--map their=ours`: what foreign keys are called here.

    Keys it does not name are taken where they are ours and left out where they are not; `id` and `type`, which
    everybody uses for something else, are taken only where it names them.
    """

    def __init__(self, pairs: Iterable[str] = ()) -> None:
        """Take pairs as they are typed. Raises Refusal for one that is no pair, or names a key we do not know."""
        self.names: dict[str, str] = {}
        self.unmet: set[str] = set()
        self.left_out: set[str] = set()
        for pair in pairs:
            theirs, sign, ours = (part.strip() for part in pair.partition("="))
            if not sign or not theirs or not ours:
                raise RefusalError(_("“%(pair)s” is not of the form their=ours.") % {"pair": pair}, "--map")
            if ours not in ARTICLE_KEYS:
                known = ", ".join(ARTICLE_KEYS)
                raise RefusalError(
                    _("“%(key)s” is no key of ours; they are: %(known)s") % {"key": ours, "known": known}, "--map"
                )
            if theirs in self.names or ours in self.names.values():
                raise RefusalError(
                    _("“%(pair)s” names a key that another pair names already.") % {"pair": pair}, "--map"
                )
            self.names[theirs] = ours
        self.unmet = set(self.names)

    def __bool__(self) -> bool:
        return bool(self.names)

    def apply(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return `values` under our keys."""
        if not self.names:
            return values
        mapped = {ours: values[theirs] for theirs, ours in self.names.items() if theirs in values}
        self.unmet -= values.keys()
        for key in values.keys() - self.names.keys() - mapped.keys():
            if key in ARTICLE_KEYS and key != "id":
                mapped[key] = values[key]
            else:
                self.left_out.add(key)
        return mapped
