"""Fill the fields of the advanced form from a question."""

from collections import Counter
from collections.abc import Iterable

from arabic import Level
from search.forms.advanced import FIRST, AdvancedForm
from search.query.parser import parse
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
    Word,
    all_of,
)
from search.query.unparse import unparse
from search.retrieval.record_lookup import ArchiveRecords

Fields = dict[str, str | int]


def prefill(text: str, level: Level) -> Fields:
    """Return the fields that ask a question, as a reader would fill them in.

    If the fields cannot express the question, or if the parser gave notices, "all of" holds the whole text.
    """
    question = parse(text, records=ArchiveRecords())
    fields = _fields(question.tree) if not question.notices else {}
    form = AdvancedForm({**fields, "level": level.value})
    if not (form.is_valid() and _parts(form.tree) == _parts(question.tree)):
        fields = {"all": question.text}
    return {**FIRST, **fields, "level": level.value}


def _fields(tree: Node) -> Fields:
    fields: Fields = {}
    rest: list[Node] = []
    for part in _flat(tree):
        found = _field(part)
        if found.keys() & fields.keys():
            rest.append(part)
        else:
            fields |= found
            rest += [] if found else [part]
    left_out = [part for part in rest if isinstance(part, Not)]
    if left_out:
        fields["none"] = _side_by_side(part.part for part in left_out)
    fields["all"] = unparse(all_of(part for part in rest if part not in left_out))
    return fields


def _field(part: Node) -> Fields:
    """Return the field of one part; none for a part that goes into "all of" or "none of"."""
    fields: Fields = {}
    match part:
        case Or(parts) if all(isinstance(leaf, Word | Phrase | Beginning) for leaf in parts):
            fields = {"any": _side_by_side(parts)}
        case Phrase(words, Level.SPELLING):
            fields = {"phrase": " ".join(words)}
        case Near(left, right, distance):
            fields = {"near_first": unparse(left), "near_second": unparse(right), "near_distance": distance}
        case InField(Field.HEADLINE, inner):
            fields = {"headline": unparse(inner)}
        case OfRecord(kind, _, label):
            fields = {kind: label}
        case Published(first, last):
            fields = {name: str(day) for name, day in (("from", first), ("to", last)) if day}
    return fields


def _side_by_side(parts: Iterable[Node]) -> str:
    return " ".join(f"({unparse(part)})" if isinstance(part, And | Or | Not) else unparse(part) for part in parts)


def _flat(tree: Node) -> tuple[Node, ...]:
    return tree.parts if isinstance(tree, And) else () if tree == Everything() else (tree,)


def _parts(tree: Node) -> Counter[Node]:
    """Return the parts of a question, in any order, with its periods joined into one."""
    parts = _flat(tree)
    days = [part for part in parts if isinstance(part, Published)]
    others = Counter(part for part in parts if part not in days)
    if days:
        firsts, lasts = [day.first for day in days if day.first], [day.last for day in days if day.last]
        others[Published(max(firsts, default=None), min(lasts, default=None))] += 1
    return others
