"""The advanced form: each field is one part of a question, and the form writes the question."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from arabic import Level
from arabic.tokens import tokens
from articles.kinds import KINDS
from articles.wording import isolated, kind_title
from search.levels import LEVELS
from search.query.dates import Days, read_period
from search.query.parser import parse
from search.query.question import NEAR_LIMIT, QUESTION_LIMIT
from search.query.tree import (
    And,
    Beginning,
    Everything,
    Field,
    InField,
    Near,
    Node,
    Not,
    OfRecord,
    Or,
    Phrase,
    Published,
    RecordKind,
    Word,
    all_of,
)
from search.query.unparse import unparse
from search.retrieval.record_lookup import ArchiveRecords

DISTANCE = 5
"""Distance of NEAR, in positions, if none is given."""

FIRST: dict[str, str | int] = {"near_distance": DISTANCE, "level": Level.LEMMA.value}
"""Initial values of the form."""


class PartField(forms.CharField):
    """A field whose text is one part of a question. An empty field is Everything()."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=QUESTION_LIMIT, **options)
        self.widget.attrs.update({"dir": "auto", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        return self.part(super().clean(value))

    def part(self, text: str) -> Any:
        """Return the node of a text in the question language. An article must match all of it."""
        return parse(text, records=ArchiveRecords()).tree


class AnyField(PartField):
    """A field that asks for any of its words and phrases."""

    def part(self, text: str) -> Node:
        return parse(text, records=ArchiveRecords(), any_word=True).tree


class NoneField(AnyField):
    """A field that excludes all of its words and phrases."""

    def part(self, text: str) -> Node:
        return all_of(part if isinstance(part, Not) else Not(part) for part in alternatives(super().part(text)))


class PhraseField(PartField):
    """A field of words that stand side by side. Quotation marks around them change nothing."""

    def part(self, text: str) -> Node:
        words = tuple(token.text for token in tokens(text))
        return Phrase(words) if words else Everything()


class NearField(PartField):
    """A field for one side of NEAR: a word, a prefix, a phrase, or several of these joined by "or"."""

    def part(self, text: str) -> Node:
        part: Node = super().part(text)
        if isinstance(part, And) and all(isinstance(word, Word) and word.level is None for word in part.parts):
            return Phrase(tuple(token.text for token in tokens(text)), None)
        sides = part.parts if isinstance(part, Or) else (part,)
        if not all(isinstance(side, Word | Phrase | Beginning | Everything) for side in sides):
            raise ValidationError(_("Only a word or a phrase can stand near another."))
        return part


class HeadlineField(PartField):
    """A field of words in the headline."""

    def part(self, text: str) -> Node:
        part = super().part(text)
        return part if part == Everything() else InField(Field.HEADLINE, part)


class RecordField(PartField):
    """A field for the name of a record."""

    def __init__(self, kind: RecordKind, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def part(self, text: str) -> Node:
        if not text:
            return Everything()
        ids = ArchiveRecords().lookup(self.kind, text)
        if not ids:
            raise ValidationError(_("The archive knows no “%(name)s” here."), params={"name": isolated(text)})
        return OfRecord(self.kind, ids, text)


class PeriodField(PartField):
    """A field for a day, a month or a year, as people write them."""

    def part(self, text: str) -> Days:
        days = read_period(text) if text else Days(None, None)
        if days is None:
            raise ValidationError(
                _("“%(date)s” could not be read as a date. Write it as 23/3/2019, March 2019 or 2019."),
                params={"date": isolated(text)},
            )
        return days


class AdvancedForm(forms.Form):
    """A question, part by part. A valid form has its `tree`, and its text as `question`."""

    all = PartField(label=_("All of these words"))
    any = AnyField(label=_("Any of these words"))
    phrase = PhraseField(label=_("This phrase"), help_text=_("words side by side, in this order"))
    none = NoneField(label=_("None of these words"))
    near_first = NearField(label=_("This word or phrase"))
    near_second = NearField(label=_("near this one"))
    near_distance = forms.IntegerField(
        label=_("Words apart at most"), min_value=1, max_value=NEAR_LIMIT, required=False
    )
    headline = HeadlineField(label=_("Words in the headline"))
    level = forms.ChoiceField(
        label=_("Match:"),
        choices=[(rule.level, rule.name) for rule in LEVELS],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for kind in KINDS:
            self.fields[kind.name] = RecordField(RecordKind(kind.name), label=kind_title(kind.name))
        self.fields["from"] = PeriodField(label=pgettext_lazy("a period", "From"))
        self.fields["to"] = PeriodField(label=pgettext_lazy("a period", "To"))

    def words(self) -> list[forms.BoundField]:
        """Return the fields of words."""
        return [self[name] for name in ("all", "any", "phrase", "none", "headline")]

    def near(self) -> list[forms.BoundField]:
        """Return the fields of words near each other."""
        return [self[name] for name in ("near_first", "near_second", "near_distance")]

    def records(self) -> list[forms.BoundField]:
        """The fields of records."""
        return [self[kind.name] for kind in KINDS]

    def days(self) -> list[forms.BoundField]:
        """Return the fields of the first and last day."""
        return [self[name] for name in ("from", "to")]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and first.first and last.last and first.first > last.last:
            self.add_error("to", _("The end lies before the beginning."))
        sides = [name for name in ("near_first", "near_second") if self.cleaned_data.get(name) == Everything()]
        if len(sides) == 1 and not self.errors:
            self.add_error(sides[0], _("Two words stand near each other: one is missing here."))
        if not self.errors and self.tree == Everything():
            raise ValidationError(_("Fill in one field at least."))
        if not self.errors and len(self.question) > QUESTION_LIMIT:
            raise ValidationError(
                ngettext_lazy(
                    "The question has more than %(limit)s character. Shorten it.",
                    "The question has more than %(limit)s characters. Shorten it.",
                    "limit",
                ),
                params={"limit": QUESTION_LIMIT},
            )

    @property
    def tree(self) -> Node:
        """Return the question's tree."""
        return all_of(self._parts())

    @property
    def question(self) -> str:
        """Return the question as text. If only "all of these words" was filled in, return its text unchanged, so that
        its notices are not lost."""
        typed = {name for name in self.changed_data if name not in ("near_distance", "level")}
        return self["all"].data if typed == {"all"} else unparse(self.tree)

    @property
    def chosen_level(self) -> Level:
        """Return the level of words that have no mark."""
        return Level(self.cleaned_data.get("level") or Level.LEMMA)

    def _parts(self) -> Iterator[Node]:
        found = self.cleaned_data
        yield from (found[name] for name in ("all", "any", "phrase"))
        if found["near_first"] != Everything():
            yield Near(found["near_first"], found["near_second"], found["near_distance"] or DISTANCE)
        yield found["headline"]
        yield from (found[kind.name] for kind in KINDS)
        if found["from"].first or found["to"].last:
            yield Published(found["from"].first, found["to"].last)
        yield found["none"]


def alternatives(tree: Node) -> Iterator[Node]:
    """Yield the parts of a text of the fields "any of" and "none of". Nested Or and And nodes are flattened."""
    match tree:
        case Or(parts) | And(parts):
            for part in parts:
                yield from alternatives(part)
        case Everything():
            return
        case _:
            yield tree
