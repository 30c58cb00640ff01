"""Walk over the parts of a question: what each part asks for, and whether it is excluded."""

from collections.abc import Iterator
from itertools import groupby
from typing import TypeAlias

from arabic import Level
from search.query import plan, tree

Leaf: TypeAlias = plan.AnyTerm | plan.Sequence | plan.NearSpans
Condition: TypeAlias = tree.OfRecord | tree.Published
QuestionPart: TypeAlias = tuple[bool, str, plan.FieldName]
"""Words that a question asks for: whether they are excluded, how they were typed, and in which field."""


def leaves(node: plan.Node, left_out: bool = False) -> Iterator[tuple[bool, Leaf]]:
    """Yield the words, phrases and near pairs of a plan node in order, each with whether it is excluded."""
    match node:
        case plan.AnyTerm() | plan.Sequence() | plan.NearSpans():
            yield left_out, node
        case plan.AllOf(parts) | plan.AnyOf(parts):
            for part in parts:
                yield from leaves(part, left_out)
        case plan.Without(kept, dropped):
            yield from leaves(kept, left_out)
            yield from leaves(dropped, not left_out)


def leaves_by_part(node: plan.Node) -> dict[QuestionPart, list[Leaf]]:
    """Group the leaves by what was asked for. A name's other names are leaves of their own in the group of the typed
    name."""
    found: dict[QuestionPart, list[Leaf]] = {}
    for left_out, leaf in leaves(node):
        found.setdefault((left_out, leaf.as_typed, leaf.field), []).append(leaf)
    return found


def conditions(node: tree.Node, left_out: bool = False) -> Iterator[tuple[bool, Condition]]:
    """Yield the records and periods that restrict a question, in order, each with whether it is excluded."""
    match node:
        case tree.OfRecord() | tree.Published():
            yield left_out, node
        case tree.And(parts) | tree.Or(parts):
            for part in parts:
                yield from conditions(part, left_out)
        case tree.Not(part):
            yield from conditions(part, not left_out)
        case tree.InField(_, part):
            yield from conditions(part, left_out)


def word_runs(node: tree.Node) -> Iterator[tuple[Level | None, tuple[str, ...]]]:
    """Yield the words of a question that stand side by side, with the level they name; plain words form one run."""
    match node:
        case tree.Word(text, level):
            yield level, (text,)
        case tree.Phrase(words, level):
            yield level, words
        case tree.And(parts):
            for plain, run in groupby(parts, is_plain):
                for part in (tree.Phrase(tuple(map(text_of, run)), None),) if plain else run:
                    yield from word_runs(part)
        case tree.Or(parts):
            for part in parts:
                yield from word_runs(part)
        case tree.Near(left, right):
            yield from word_runs(left)
            yield from word_runs(right)
        case tree.Not(part) | tree.InField(_, part):
            yield from word_runs(part)


def is_plain(node: tree.Node) -> bool:
    """Return whether a part is a word without a level of its own."""
    return isinstance(node, tree.Word) and node.level is None


def text_of(node: tree.Node) -> str:
    """Return the words of a part as they were typed."""
    match node:
        case tree.Word(text):
            return text
        case tree.Beginning(text):
            return text + "*"
        case tree.Phrase(words):
            return " ".join(words)
        case tree.Or(parts):
            return " ".join(map(text_of, parts))
    return ""


def pieces(leaf: Leaf) -> list[plan.Node]:
    """Return the words of a phrase or the sides of a near pair. A single word has no parts: return only
    NoArticles()."""
    match leaf:
        case plan.Sequence(field, slots):
            return [plan.AnyTerm(field, terms) for terms in slots]
        case plan.NearSpans(field, left, right):
            return [plan.any_of(_span(field, span) for span in side) for side in (left, right)]
    return [plan.NoArticles()]


def _span(field: plan.FieldName, span: plan.Span) -> plan.Node:
    return plan.Sequence(field, span) if len(span) > 1 else plan.AnyTerm(field, span[0])
