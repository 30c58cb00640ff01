"""Name the parts of a question that make it dear, for a reader who is to leave them out."""

from arabic import Level
from search.query.parser import parse
from search.query.prune import removable_parts
from search.query.question import NoRecords
from search.query.tree import Beginning, Near, Node, Phrase, Word
from search.query.unparse import unparse

LONG, NAMED = 3, 5
"""A beginning of fewer letters stands for very many forms. Number of parts that are named."""


def dear_parts(text: str) -> list[str]:
    """Return the parts of a question that may cost much, as they were typed: near pairs, short beginnings, words and
    phrases that stand for all words of a root."""
    tree = parse(text, records=NoRecords()).tree
    found = [unparse(part) for _, part in removable_parts(tree) if _is_dear(part)]
    return list(dict.fromkeys(found))[:NAMED]


def _is_dear(part: Node) -> bool:
    match part:
        case Near():
            return True
        case Beginning(text):
            return len(text) < LONG
        case Word(_, level) | Phrase(_, level):
            return level in (Level.ROOT, Level.DERIVATION)
    return False
