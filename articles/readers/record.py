"""What a reader returns: records with the archive's own keys, and refusals that say what to correct."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles.kinds import BY_NAME, LISTS, SINGLE_FIELDS

Text = str | Promise

# The keys of docs/record-format.md.
ARTICLE_KEYS = (
    *("id", "external_id", "url", *SINGLE_FIELDS),
    *("headline", "subheadline", "lead", "body", "dateline", "byline", *LISTS),
    *("published_at", "status", "rights", "correction", "withdrawal", "sample", "guessed", "fingerprint"),
)
NAMED_KEYS = ("slug", "name", "name_en", "other_spellings")
GROUP_KEYS = ("names", "note")
# Keys that are told of as left out. Records may be keyed by what they hold.
MAX_LEFT_OUT = 100


def named_keys(kind: str) -> tuple[str, ...]:
    """Return the keys that a line for a record of this kind may have."""
    further = {"country": BY_NAME[kind].in_country, "sample": BY_NAME[kind].has_sample}
    return (*NAMED_KEYS, *(key for key, has_it in further.items() if has_it))


class RefusalError(Exception):
    """The reason why a record, or a whole file, is refused: the key at fault, and a text that names the remedy."""

    def __init__(self, reason: Text, key: str = "") -> None:
        super().__init__(reason)
        self.reason, self.key = reason, key

    def __str__(self) -> str:
        return printable(f"{self.key}: {self.reason}" if self.key else str(self.reason))


def accept(validate: Callable[[Any], Any], value: Any, key: str) -> Any:
    """Return what a validator returns for a value. Raise RefusalError with its reasons if it raises ValidationError."""
    try:
        return validate(value)
    except ValidationError as error:
        raise RefusalError(" ".join(error.messages), key) from None


def printable(text: object) -> str:
    """Return `text` in a form that any terminal and file accepts: lone surrogates become escapes."""
    return str(text).encode("utf-8", "backslashreplace").decode()


@dataclass(slots=True)
class Record:
    """One record as it was read.

    `number` is its line or row. `raw` is its original text, for correction. `guessed` names the values that a reader
    proposes. `verbatim` records are the archive's own and are taken unchanged; all others are tidied. `kind` is
    "article", or the kind of record that the line describes.
    """

    number: int
    values: dict[str, Any]
    raw: str | list[str] = ""
    guessed: tuple[str, ...] = ()
    verbatim: bool = False
    kind: str = "article"


@dataclass(slots=True)
class Refused:
    """A record that could not be read. `raw` is None if there is no text to return."""

    number: int
    raw: str | list[str] | None
    refusal: RefusalError


Read = Iterator[Record | Refused]


class KeyMap:
    """`--map their=ours`: the mapping from foreign keys to ours.

    Keys that the map does not name are taken if they are ours and left out if not. The exceptions are `id` and `type`,
    which other formats use with other meanings: they are taken only if the map names them.
    """

    def __init__(self, pairs: Iterable[str] = ()) -> None:
        """Take the pairs as typed. Raise RefusalError if one is not a pair, names an unknown key or repeats one."""
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
        """Return `values` with our keys."""
        if not self.names:
            return values
        mapped = {ours: values[theirs] for theirs, ours in self.names.items() if theirs in values}
        self.unmet -= values.keys()
        for key in values.keys() - self.names.keys() - mapped.keys():
            if key in ARTICLE_KEYS and key != "id":
                mapped[key] = values[key]
            elif len(self.left_out) < MAX_LEFT_OUT:
                self.left_out.add(key[:80])
        return mapped
