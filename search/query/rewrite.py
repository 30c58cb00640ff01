"""Replace a word of a typed question and leave every other character unchanged."""

from arabic.tokens import CharSpan, Token, tokens
from search.query.fields import prefix_named
from search.query.scan import near_named


def replaced(text: str, word: str, by: str) -> str:
    """Return the question with every occurrence of the word replaced by `by`; names of fields and operators are not
    words."""
    return _written(text, [CharSpan(token.start, token.end) for token in words_of(text) if token.text == word], by)


def joined(text: str, first: Token, second: Token) -> str:
    """Return the question with two of its words written as one."""
    return _written(text, [CharSpan(first.start, second.end)], first.text + second.text)


def words_of(text: str) -> list[Token]:
    """Return the tokens of a question, without names of fields (مكان:) and operators with a number (قرب/5)."""
    return [token for token in tokens(text) if not _is_sign(text, token)]


def _is_sign(text: str, token: Token) -> bool:
    after, value = text[token.end : token.end + 1], text[token.end + 1 : token.end + 2]
    if after == ":":
        return not value.isspace() and value != "" and prefix_named(token.text) is not None
    return after == "/" and value.isdigit() and near_named(token.text)


def _written(text: str, places: list[CharSpan], by: str) -> str:
    for start, end in reversed(places):
        text = text[:start] + by + text[end:]
    return text
