"""Read the value after a prefix: records by their names, days, and words at a level."""

from collections.abc import Callable

from arabic import Level
from search.query.cursor import Cursor
from search.query.dates import Days, is_era, read_period, read_range
from search.query.fields import DateBound, Prefix
from search.query.items import Item, ItemKind
from search.query.question import Code, Records
from search.query.tree import Field, Node, OfRecord, Phrase, Published, RecordKind, Word

_DATE_PIECES = 4  # items of a date typed with spaces, at most: 23 كانون الثاني 2019


def may_follow(prefix: Prefix | None, value: Item) -> bool:
    """Return whether an item can be the value of a prefix, or the start of it."""
    match value.kind:
        case ItemKind.WORD | ItemKind.PHRASE:
            return True
        case ItemKind.OPEN:
            return not isinstance(prefix, DateBound)
        case ItemKind.BEGINNING:
            return isinstance(prefix, Field | Level)
        case ItemKind.PREFIX:
            return isinstance(prefix, Field) and isinstance(value.prefix, Level)
    return False


def has_its_own(prefix: Prefix | None, item: Item) -> bool:
    """Return whether an item inside a prefix's value has its own level or field, which the prefix does not change."""
    if isinstance(prefix, Field):
        return isinstance(item.prefix, Field)
    return item.level is Level.EXACT or item.kind is ItemKind.BEGINNING or isinstance(item.prefix, Level)


def read_date(cursor: Cursor, item: Item, value: Item, bound: DateBound) -> Published | None:
    """Return the days that the value means, alone or with the words after it. If it is no date, note it and return
    None."""
    read = read_range if bound is DateBound.WITHIN else read_period
    for count in range(1, 1 + _DATE_PIECES if value.kind is ItemKind.WORD else 2):
        pieces = cursor.items[cursor.at : cursor.at + count]
        days = read(" ".join(piece.text for piece in pieces))
        if days and (len(pieces) == 1 or all(piece.kind is ItemKind.WORD for piece in pieces)):
            cursor.at += len(pieces)
            return _published(cursor, _of_era(cursor, pieces, days, read), bound, value)
    cursor.note(Code.UNREADABLE_DATE, field=item.text, value=value.text)
    return None


def _of_era(cursor: Cursor, pieces: list[Item], days: Days, read: Callable[[str], Days | None]) -> Days:
    """Read the days again with the era after them, if there is one, and take that item too: 1440 هـ."""
    era = cursor.next()
    if era is None or era.kind is not ItemKind.WORD or not is_era(era.text):
        return days
    found = read(" ".join(piece.text for piece in (*pieces, era)))
    cursor.at += found is not None
    return found or days


def _published(cursor: Cursor, days: Days, bound: DateBound, value: Item) -> Published:
    if days.swapped:
        cursor.note(Code.DATES_SWAPPED, value=value.text)
    first = None if bound is DateBound.TO else days.first
    return Published(first, None if bound is DateBound.FROM else days.last)


def record_named(cursor: Cursor, records: Records, item: Item, kind: RecordKind, label: str) -> OfRecord | None:
    """Return the records with this name. If there are none, add a notice and return None."""
    ids = tuple(records.lookup(kind, label.replace("_", " ").strip()))
    if not ids:
        cursor.note(Code.UNKNOWN_VALUE, field=item.text, value=label)
    return OfRecord(kind, ids, label) if ids else None


def at_level(level: Level) -> Callable[[Word | Phrase], Node]:
    """Return a function that sets the level of words and phrases, except those whose own marks set another."""

    def change(leaf: Word | Phrase) -> Node:
        if leaf.level is not None and not (isinstance(leaf, Phrase) and leaf.level is Level.SPELLING):
            return leaf
        words = (leaf.text,) if isinstance(leaf, Word) else leaf.words
        if level is Level.ROOT and leaf.level is None and all(_is_letter(word) for word in words):
            words = ("".join(words),)  # ك-ت-ب
        return Phrase(words, level) if len(words) > 1 else Word(words[0], level)

    return change


def _is_letter(word: str) -> bool:
    return len(word) == 1 and "ء" <= word <= "ي"
