"""A typed question with one of its words replaced, every other letter of it as it was."""

from arabic.tokens import Token, tokens
from search.query.fields import prefix_named
from search.query.scan import near_named


def replaced(text: str, word: str, by: str) -> str:
    """The question with this word, wherever it stands as one, written `by`; names of fields and operators are none."""
    return _written(text, [(token.start, token.end) for token in words_of(text) if token.text == word], by)


def joined(text: str, first: Token, second: Token) -> str:
    """The question with two of its words written as one."""
    return _written(text, [(first.start, second.end)], first.text + second.text)


def words_of(text: str) -> list[Token]:
    """The tokens of a question that are no name of a field (مكان:) and no operator with its number (قرب/5)."""
    return [token for token in tokens(text) if not _is_sign(text, token)]


def _is_sign(text: str, token: Token) -> bool:
    after, value = text[token.end : token.end + 1], text[token.end + 1 : token.end + 2]
    if after == ":":
        return not value.isspace() and value != "" and prefix_named(token.text) is not None
    return after == "/" and value.isdigit() and near_named(token.text)


def _written(text: str, places: list[tuple[int, int]], by: str) -> str:
    for start, end in reversed(places):
        text = text[:start] + by + text[end:]
    return text
