"""Write a tree as a question: `parse(unparse(tree)).tree == tree` for every tree that the parser returns."""

from arabic import Level
from arabic.tokens import tokens
from search.query.dates import is_era
from search.query.fields import DateBound, Prefix, written_name
from search.query.items import Item, ItemKind
from search.query.scan import QUOTES_ALIKE, scan
from search.query.tree import And, Beginning, InField, Near, Node, Not, OfRecord, Or, Phrase, Published, Word

_MARKS = {Level.SPELLING: "", Level.EXACT: "=", None: "~"}
_NAMED_LEVELS = (Level.DERIVATION, Level.ROOT)


def unparse(node: Node) -> str:
    """Return the question in the language's Arabic names, as short as it can be read back. Records are written by
    label.

    Raise ValueError for a level that has no sign or prefix (a word at the spelling level, for example); the parser
    never returns one.
    """
    match node:
        case And(parts):
            return " ".join(_bracketed(part, And, Or) for part in parts)
        case Or(parts):
            return " أو ".join(_bracketed(part, And, Or, Near) for part in parts)
        case Near(left, right, distance):
            return f"{_bracketed(left, Or)} قرب/{distance} {_bracketed(right, Or)}"
        case Not(part):
            return _negated(_bracketed(part, And, Or, Not, Near))
        case _:
            return _leaf(node)


def _leaf(node: Node) -> str:
    match node:
        case Word(text, level):
            written = _word(text, level)
        case Phrase(words, level):
            written = _phrase(words, level)
        case Beginning(text):
            written = text + "*" if _read(text + "*") else f"_{text}*"
        case InField(field, part):
            written = _named(field, _bracketed(part, And, Or, Not, Near, InField, OfRecord, Published))
        case OfRecord(kind, _, label):
            written = _named(kind, _quoted(label))
        case Published():
            written = _published(node)
        case _:
            written = ""
    return written


def _bracketed(node: Node, *kinds: type) -> str:
    return f"({unparse(node)})" if isinstance(node, kinds) else unparse(node)


def _negated(operand: str) -> str:
    """Return the negated operand: with the sign `-` where the scanner reads it as one (before a letter, a bracket or a
    quotation mark), else with NOT."""
    items, _ = scan("-" + operand)
    return ("-" if items and items[0].kind is ItemKind.NOT else "NOT ") + operand


def _word(text: str, level: Level | None) -> str:
    if level is Level.SPELLING:
        raise ValueError("The question language has no sign for a word at the spelling level, only for a phrase.")
    if not _reads_as_itself(text):
        return _phrase((text,), level)
    if level in _NAMED_LEVELS:
        return _named(level, text)
    return "=" + text if level is Level.EXACT else text


def _phrase(words: tuple[str, ...], level: Level | None) -> str:
    if level in _NAMED_LEVELS:
        return _named(level, _quoted(_side_by_side(words)))
    if level not in _MARKS:
        raise ValueError(f"The question language has no sign for words at the level {level}.")
    return _MARKS[level] + _quoted(_side_by_side(words))


def _quoted(text: str) -> str:
    return f"«{text}»" if any(mark in text for mark in QUOTES_ALIKE) else f'"{text}"'


def _side_by_side(words: tuple[str, ...]) -> str:
    """Return the words joined by spaces. If the tokenizer would join two of them (أ ف ب) or drop one (a lone و), join
    them by commas, and put an underscore before a particle that would be dropped without its word (كـ)."""
    spaced = " ".join(words)
    if _texts(spaced) == words:
        return spaced
    return "، ".join(word if _texts(word) == (word,) else f"_{word}" for word in words)


def _texts(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(text))


def _reads_as_itself(text: str) -> bool:
    """Return whether a word without quotation marks is read as this word, not as an operator, and merges with no
    neighbour."""
    # Single letters and abbreviations (أ ف ب) merge with a letter after them, an era with a date before it.
    if " " in text or not (len(text) > 1 or text.isdecimal()) or is_era(text):
        return False
    item = _read(text)
    return item is not None and (item.kind, item.words, item.level) == (ItemKind.WORD, (text,), None)


def _read(text: str) -> Item | None:
    """Return the item that a text before a quotation is read as; None if the two merge or something is ignored."""
    items, notices = scan(text + ' "س"')
    return items[0] if len(items) == 2 and items[1].words == ("س",) and not notices else None


def _named(prefix: Prefix, value: str) -> str:
    """Return the prefix and its value; the value is in brackets if the prefix would not be recognised otherwise."""
    written = f"{written_name(prefix)}:{value}"
    items, _ = scan(written)
    return written if items[0].kind is ItemKind.PREFIX else f"{written_name(prefix)}:({value})"


def _published(node: Published) -> str:
    first, last = node.first, node.last
    if first and last:
        return _named(DateBound.WITHIN, f"{first}" if first == last else f"{first}..{last}")
    return _named(DateBound.FROM, f"{first}") if first else _named(DateBound.TO, f"{last}")
