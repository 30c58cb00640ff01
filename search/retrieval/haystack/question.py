"""The tree of SQs that a SearchQuerySet gathers -> our tree."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.tree import Node as DjangoNode
from haystack.backends import SearchNode

from search.query import tree
from search.query.question import DEPTH_LIMIT
from search.query.tree import Node
from search.retrieval.haystack.comparisons import NOTHING, PERIODS
from search.retrieval.haystack.conditions import IDS, MOST_IDS, RECORDS, TYPE, Conditions, split
from search.retrieval.haystack.errors import TooMuchError, UnreadableError, UnsupportedError

AND, OR = SearchNode.AND, SearchNode.OR

# What a facet's value is chosen by: source:daffa, source_exact:"daffa".
_CHOICE = re.compile(r'(?s)\s*(\w+?)(?:_exact)?:\s*(?:"(.*)"|(.*?))\s*')


def checked(node: DjangoNode, depth: int = 0) -> SearchNode:
    """Return a copy of an SQ that says the same. Raise UnsupportedError for fields and lookups that there are not, and
    TooMuchError for one too deep."""
    if depth > DEPTH_LIMIT:
        raise TooMuchError(f"An SQ is {DEPTH_LIMIT} brackets deep at most, as a question is.")
    if node.connector not in (AND, OR):
        raise UnsupportedError(f"An SQ joins by & and |, and not by {node.connector}.")
    return SearchNode(list(_checked(node, depth)), node.connector, node.negated)


def _checked(node: DjangoNode, depth: int) -> Iterator[Any]:
    for child in node.children:
        if isinstance(child, DjangoNode):
            if (inner := checked(child, depth + 1)).children:
                yield inner
        elif isinstance(child, tuple):
            expression, value = child
            split(expression)
            yield expression, list(islice(value, MOST_IDS + 1)) if isinstance(value, Iterator) else value
        else:
            raise UnsupportedError(f"A condition names its field: filter(content={child!r}).")


def joined(one: SearchNode, other: SearchNode, connector: str) -> SearchNode:
    """Return two SQs joined, laid flat where the first is joined so already."""
    flat = not one.negated and (one.connector == connector or len(one.children) == 1)
    return SearchNode([*(one.children if flat else [one]), other], connector)


def tree_of(node: SearchNode, conditions: Conditions) -> Node:
    """Return what an SQ asks for. Raise UnsupportedError, UnreadableError and TooMuchError."""
    if not node.children:
        return tree.Everything()
    parts = [
        tree_of(child, conditions) if isinstance(child, SearchNode) else conditions.node(*child)
        for child in node.children
    ]
    found = tree.all_of(parts) if node.connector == AND else tree.any_of(parts)
    return tree.without(found) if node.negated else found


def narrowed(text: str, conditions: Conditions) -> Node:
    """Return what a narrowing text finds: `field:value` as facets are counted, anything else as a question. A value
    that cannot be read, as it comes from an address, finds nothing."""
    choice = _CHOICE.fullmatch(text)
    if choice and choice[1] in (*RECORDS, *PERIODS, *IDS, TYPE):
        try:
            return conditions.node(choice[1], choice[3] if choice[2] is None else choice[2])
        except UnreadableError:
            return NOTHING
    return conditions.question(text)
