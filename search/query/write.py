"""A tree -> the question that asks for it: `parse(write(tree)).tree == tree` for every tree that the parser gives.

Every tree but one with a particle lengthened by tatweel among signs (`5كـ-@x`), which is a word only where it stood.
"""

from search.analysis import Level
from search.analysis.tokens import tokens
from search.query.fields import DateBound, Prefix, written_name
from search.query.scan import Kind, scan
from search.query.tree import (
    And,
    InField,
    Node,
    Not,
    OfRecord,
    Or,
    Phrase,
    Published,
    Word,
)

_MARKS = {Level.SPELLING: "", Level.EXACT: "=", None: "~"}


def write(node: Node) -> str:
    """The question in the language's Arabic names, as short as it can be read back. Records are written by their label.

    A level without a sign or prefix of its own (a word at the spelling level, for one) raises ValueError: the parser
    gives none.
    """
    match node:
        case And(parts):
            return " ".join(_bracketed(part, And, Or) for part in parts)
        case Or(parts):
            return " أو ".join(_bracketed(part, And, Or) for part in parts)
        case Not(part):
            return _negated(_bracketed(part, And, Or, Not))
        case _:
            return _leaf(node)


def _leaf(node: Node) -> str:
    match node:
        case Word(text, level):
            written = _word(text, level)
        case Phrase(words, level):
            written = _quoted(words, level)
        case InField(field, part):
            written = _named(field, _bracketed(part, And, Or, Not, InField, OfRecord, Published))
        case OfRecord(kind, _, label):
            written = _named(kind, f"«{label}»" if '"' in label else f'"{label}"')
        case Published():
            written = _published(node)
        case _:
            written = ""
    return written


def _bracketed(node: Node, *kinds: type) -> str:
    return f"({write(node)})" if isinstance(node, kinds) else write(node)


def _negated(operand: str) -> str:
    """The sign where it is read as one, before a letter, a bracket or a quotation mark; the word elsewhere."""
    items, _ = scan("-" + operand)
    return ("-" if items and items[0].kind is Kind.NOT else "NOT ") + operand


def _word(text: str, level: Level | None) -> str:
    if level is Level.SPELLING:
        raise ValueError("The question language has no sign for a word at the spelling level, only for a phrase.")
    if level is None:
        return text if _reads_as_itself(text) else _quoted((text,), None)
    if level is Level.EXACT and _reads_as_itself(text):
        return "=" + text
    return _quoted((text,), level)


def _quoted(words: tuple[str, ...], level: Level | None) -> str:
    if level is Level.ROOT:
        alone = len(words) == 1 and _reads_as_itself(words[0])
        return _named(level, words[0] if alone else f'"{_side_by_side(words)}"')
    if level not in _MARKS:
        raise ValueError(f"The question language has no sign for words at the level {level}.")
    return f'{_MARKS[level]}"{_side_by_side(words)}"'


def _side_by_side(words: tuple[str, ...]) -> str:
    """The words with spaces; with commas where the tokenizer would join them (أ ف ب) or drop one (a lone و); with
    underscores or hyphens where it would drop one even so (كـ)."""
    ways = [between.join(words) for between in (" ", "، ", "_", "-")]
    ways.append("_" + ways[2])
    return next((way for way in ways if tuple(token.text for token in tokens(way)) == words), ways[0])


def _reads_as_itself(text: str) -> bool:
    """Whether a word without quotation marks is read as this word and no operator, and runs into no neighbour."""
    items, notices = scan(text + ' "س"')
    read = [(item.kind, item.words, item.level) for item in items]
    itself = read == [(Kind.WORD, (text,), None), (Kind.PHRASE, ("س",), Level.SPELLING)]
    # Lone letters, and abbreviations of them (أ ف ب), run into a letter that comes after.
    return itself and not notices and " " not in text and (len(text) > 1 or text.isdecimal())


def _named(prefix: Prefix, value: str) -> str:
    return f"{written_name(prefix)}:{value}"


def _published(node: Published) -> str:
    first, last = node.first, node.last
    if first and last:
        return _named(DateBound.WITHIN, f"{first}" if first == last else f"{first}..{last}")
    return _named(DateBound.FROM, f"{first}") if first else _named(DateBound.TO, f"{last}")
