"""One condition of a SearchQuerySet, a field with a lookup and a value -> a part of our tree."""

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from typing import Any

from haystack import inputs
from haystack.constants import FILTER_SEPARATOR

from arabic import Level
from arabic.tokens import tokens
from articles.kinds import AUTHOR, KINDS
from articles.models import NAMED_KINDS, Article, NamedRecord
from search.query import tree
from search.query.items import clean
from search.query.parser import parse
from search.query.question import QUESTION_LIMIT, NoRecords
from search.query.tree import Field, Node, RecordKind
from search.retrieval.haystack.comparisons import NOTHING, PERIODS, compared
from search.retrieval.haystack.errors import TooMuchError, UnreadableError, UnsupportedError
from search.retrieval.params import MOST_VALUES
from search.retrieval.record_lookup import MOST, ArchiveRecords

MOST_IDS = 1_000
"""Ids of articles that a query may name. No page asks by ids: it is what a statement of any database takes."""

TEXTS: dict[str, Field | None] = {"content": None, "text": None, "headline": Field.HEADLINE}
RECORDS = {kind.name: RecordKind(kind.name) for kind in KINDS}
IDS = ("pk", "id", "django_id")
TYPE = "django_ct"

LOOKUPS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(TEXTS, ("content", "contains", "exact", "startswith", "in")),
    **dict.fromkeys((*RECORDS, *IDS, TYPE), ("content", "exact", "in")),
    **dict.fromkeys(PERIODS, ("content", "exact", "in", "gt", "gte", "lt", "lte", "range")),
}
"""The fields of a condition, and what may be asked of each."""

IDENTIFIER = f"{Article._meta.label_lower}."
"""What stands before an article's id in what Haystack knows it by."""


def split(expression: str) -> tuple[str, str]:
    """Return the field and the lookup that an expression such as `published__gte` names. Raise UnsupportedError."""
    field, *lookups = expression.split(FILTER_SEPARATOR)
    if field not in LOOKUPS:
        raise UnsupportedError(f"There is no field {field!r} to filter by: there are {', '.join(LOOKUPS)}.")
    lookup = FILTER_SEPARATOR.join(lookups) or "content"
    if lookup not in LOOKUPS[field]:
        raise UnsupportedError(f"{expression} is not supported: {field} takes {', '.join(LOOKUPS[field])}.")
    return field, lookup


class Conditions:
    """Reads the conditions of one query, which ask together for no more than a page of the archive can: QUESTION_LIMIT
    characters, MOST_VALUES records and periods, MOST writers; and for MOST_IDS articles. `level` is the one that a
    question among them is asked at."""

    def __init__(self) -> None:
        self._records = ArchiveRecords()
        self._characters = self._values = self._ids = 0
        self._writers: set[str] = set()
        self._levels: set[Level] = set()

    @property
    def level(self) -> Level:
        """The level of words without a mark."""
        return next(iter(self._levels), Level.LEMMA)

    def node(self, expression: str, value: Any) -> Node:
        """Return what a condition finds. Raise UnsupportedError, UnreadableError and TooMuchError."""
        field, lookup = split(expression)
        if lookup == "in":
            return self._any_of(field, listed(expression, value))
        if field in TEXTS:
            return self._within(TEXTS[field], self._text(lookup, value))
        value = plain(value)
        if field in RECORDS:
            return self._record(RECORDS[field], value)
        if field in PERIODS:
            self._spend_values(1)
            return compared(field, lookup, value)
        if field == TYPE:
            return tree.Everything() if value == Article._meta.label_lower else NOTHING
        return self._articles([value])

    def question(self, text: str) -> Node:
        """Return what a text asks as a reader types it."""
        question = parse(text, records=ArchiveRecords())
        self._spend_characters(question.text)
        return question.tree

    def _any_of(self, field: str, values: list[Any]) -> Node:
        if field in IDS:
            return self._articles(values)
        return tree.any_of([self.node(field, value) for value in values]) if values else NOTHING

    def _within(self, field: Field | None, node: Node) -> Node:
        return tree.InField(field, node) if field else node

    def _text(self, lookup: str, value: Any) -> Node:
        match value:
            case inputs.AutoQuery() | inputs.Raw():
                self._levels.add(level_of(value))
                if len(self._levels) > 1:
                    raise UnsupportedError("A query asks its questions at one level: mark words (=, جذر:) instead.")
                return self.question(str(value))
            case inputs.Exact():
                return self._phrase(str(value))
            case inputs.Not():
                return tree.without(self._words(str(value)))
        text = str(plain(value))
        if lookup == "exact":
            return self._phrase(text)
        return self._beginning(text) if lookup == "startswith" else self._words(text)

    def _words(self, text: str) -> Node:
        question = parse(text, records=NoRecords(), plain=True)
        self._spend_characters(question.text)
        return question.tree

    def _phrase(self, text: str) -> Node:
        self._spend_characters(text)
        words = tuple(token.text for token in tokens(clean(text)[0]))
        return tree.Phrase(words) if words else tree.Everything()

    def _beginning(self, text: str) -> Node:
        found = parse(f"{text}*", records=NoRecords()).tree
        if not isinstance(found, tree.Beginning):
            raise UnreadableError(f"startswith takes two letters or more that one word begins with, and not {text!r}.")
        self._spend_characters(text)
        return found

    def _record(self, kind: RecordKind, value: Any) -> Node:
        self._spend_values(1)
        ids = self._written_by(value) if kind == AUTHOR else records(kind, value)
        return tree.OfRecord(kind, ids, str(value)) if ids else NOTHING

    def _written_by(self, value: Any) -> tuple[int, ...]:
        self._writers.add(str(value))
        if len(self._writers) > MOST:
            raise TooMuchError(f"A query takes {MOST} writers at most.")
        return self._records.lookup(RECORDS[AUTHOR], str(value))

    def _articles(self, values: Iterable[Any]) -> Node:
        ids = tuple(dict.fromkeys(map(article_id, values)))
        self._ids += len(ids)
        if self._ids > MOST_IDS:
            raise TooMuchError(f"A query takes the ids of {MOST_IDS} articles at most.")
        return tree.OfArticles(ids)

    def _spend_characters(self, text: str) -> None:
        self._characters += max(len(text), 1)
        if self._characters > QUESTION_LIMIT:
            raise TooMuchError(f"The texts of a query have {QUESTION_LIMIT} characters together at most.")

    def _spend_values(self, count: int) -> None:
        self._values += count
        if self._values > MOST_VALUES:
            raise TooMuchError(f"A query takes {MOST_VALUES} records and periods together at most, as a page does.")


def plain(value: Any) -> Any:
    """Return the value itself of what Haystack wraps without a meaning of its own. Raise UnsupportedError for an input
    type that has one."""
    if not isinstance(value, inputs.BaseInput):
        return value
    if not isinstance(value, inputs.Clean | inputs.PythonData | inputs.Exact) or isinstance(value, inputs.Not):
        raise UnsupportedError(f"{type(value).__name__} is not supported here: give the value itself.")
    return value.query_string


def level_of(question: inputs.BaseInput) -> Level:
    """Return the level that a question is to be asked at. Raise UnsupportedError for other options, which are an
    engine's, and UnreadableError for what is no level."""
    if unknown := sorted(question.kwargs.keys() - {"level"}):
        raise UnsupportedError(
            f"{type(question).__name__} takes a question and its level, and not {', '.join(unknown)}."
        )
    level = question.kwargs.get("level", Level.LEMMA)
    if level not in list(Level):
        raise UnreadableError(f"There is no level {level!r}: there are {', '.join(Level)}.")
    return Level(level)


def listed(expression: str, value: Any) -> list[Any]:
    """Return the values of an `__in`, one more than a query may have of anything where there are more."""
    if isinstance(value, str | inputs.BaseInput) or not isinstance(value, Iterable):
        raise UnreadableError(f"{expression} takes a list of values, and not {value!r}.")
    return list(islice(value, MOST_IDS + 1))


def records(kind: RecordKind, value: Any) -> tuple[int, ...]:
    """Return the ids of the records of a kind that a value means: a record, an id, a slug, one of its names."""
    model = NAMED_KINDS[kind]
    if isinstance(value, model):
        return (value.pk,) if value.pk else ()
    if isinstance(value, NamedRecord) or not isinstance(value, int | str):
        raise UnreadableError(f"{kind} takes a {kind}, its slug, its name or its id, and not {value!r}.")
    if isinstance(value, int):
        return (value,) if is_id(value) else ()
    if "\0" in value:
        return ()
    visible = model.objects.visible()
    if found := visible.filter(slug=value).values_list("pk", flat=True).first():
        return (found,)
    if named := tuple(record.pk for record in visible.known_as(value)):
        return named
    return (int(value),) if value.isdecimal() and len(value) < 19 and is_id(int(value)) else ()


def is_id(number: int) -> bool:
    """Whether a number can be the id of anything."""
    return 0 < number < 2**63


def article_id(value: Any) -> int:
    """Return the id that a value means: an article, its id, or what Haystack knows it by. Raise UnreadableError."""
    number = value.pk if isinstance(value, Article) else plain(value)
    with suppress(TypeError, ValueError):
        number = int(number.removeprefix(IDENTIFIER) if isinstance(number, str) else number)
        if is_id(number):
            return number
    raise UnreadableError(f"The id of an article is a number or {IDENTIFIER}<number>, and not {value!r}.")
