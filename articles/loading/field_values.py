"""Check the values of a record one by one: clean each by the rules of its key, or refuse it with key and remedy."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from articles.body import Block, BlockType, write_body
from articles.kinds import LISTS, SINGLE_FIELDS
from articles.limits import NAME_CHARACTERS, validate_blocks, validate_lines, validate_linked
from articles.models import Article, Status
from articles.readers.dates import read_date
from articles.readers.record import ARTICLE_KEYS, Record, RefusalError, accept
from articles.readers.tidy import tidy, tidy_line

_LINES = ("headline", "subheadline", "dateline", "byline", "rights")
_TEXTS = ("lead", "correction", "withdrawal")
_LIST_SIGNS = re.compile("[|;؛]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FINGERPRINT = re.compile("[0-9a-f]{64}")
_SPACE = re.compile(r"\s")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_FIELDS: dict[str, Any] = {
    name: Article._meta.get_field(name) for name in (*_LINES, *_TEXTS, "url", "external_id", "public_id")
}


@dataclass(slots=True)
class Checked:
    """A record ready to be loaded.

    `fields` are the article's own values, only those that the record names. `names` and `lists` are references by slug
    or name.
    """

    record: Record
    fields: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)


def check_value(checked: Checked, key: str, value: Any) -> None:
    """Set the value of one of ARTICLE_KEYS in `checked`. Raise RefusalError."""
    check_characters(key, value)
    if value is not None:
        _CHECKS[key](checked, key, value)


def check_characters(key: str, value: Any) -> None:
    """Raise RefusalError for NUL characters, which no database stores, and for bytes invalid in the file's encoding."""
    for text in _strings(value):
        if "\x00" in text:
            raise RefusalError(_("a NUL character stands in it: take it out."), key)
        if not text.isascii() and (found := _SURROGATE.search(text)):
            what = f"\\x{ord(found[0]) - 0xDC00:02x}" if found[0] >= "\udc80" else f"\\u{ord(found[0]):04x}"
            reason = _("“%(what)s” is no character in this file's encoding. Write the word anew, in UTF-8.")
            raise RefusalError(reason % {"what": what}, key)


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Block):
        yield value.text
    elif isinstance(value, dict):
        for inner in (*value, *value.values()):
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


# JSON's names for Python types.
_JSON_NAMES = {dict: "object", list: "array", bool: "true/false", float: "number", type(None): "null"}


def no_text(key: str, value: Any) -> RefusalError:
    """Return the refusal for a value that is not text."""
    name = _JSON_NAMES.get(type(value), type(value).__name__)
    return RefusalError(_("text belongs here, not %(what)s.") % {"what": name}, key)


def _text(key: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise no_text(key, value)
    return value


def _clean(key: str, value: str, name: str = "") -> str:
    """Return the value cleaned by its model field. Raise RefusalError if the field does not accept it."""
    model_field = _FIELDS[name or key]
    return str(accept(lambda text: model_field.clean(text, None), value, key)) if value else ""


def _line(checked: Checked, key: str, value: Any) -> None:
    text = _text(key, value)
    checked.fields[key] = _clean(key, text.strip() if checked.record.verbatim else tidy_line(text))


def _paragraphs(checked: Checked, key: str, value: Any) -> None:
    text = _text(key, value)
    checked.fields[key] = _clean(key, _of_bearable_length(key, text.strip() if checked.record.verbatim else tidy(text)))


def _external_id(checked: Checked, key: str, value: Any) -> None:
    checked.fields[key] = _clean(key, _text(key, value).strip())


def _url(checked: Checked, key: str, value: Any) -> None:
    # An address contains no spaces. Percent-encode them: the result leads to the same page.
    address = _SPACE.sub(lambda space: quote(space[0]), _text(key, value).strip())
    checked.fields[key] = _clean(key, address)


def _public_id(checked: Checked, key: str, value: Any) -> None:
    checked.fields["public_id"] = _clean(key, _text(key, value).strip(), "public_id")


def _name(checked: Checked, key: str, value: Any) -> None:
    checked.names[key] = _one_name(key, value)


def _names(checked: Checked, key: str, value: Any) -> None:
    values = _LIST_SIGNS.split(value) if isinstance(value, str) else value
    if not isinstance(values, list | tuple):
        raise RefusalError(_("a list of names belongs here."), key)
    accept(validate_linked, values, key)
    checked.lists[key] = list(dict.fromkeys(name for name in (_one_name(key, each) for each in values) if name))


def _one_name(key: str, value: Any) -> str:
    name = tidy_line(_text(key, value))
    if len(name) > NAME_CHARACTERS:
        raise RefusalError(_("a name has at most %(n)d characters.") % {"n": NAME_CHARACTERS}, key)
    return name


def _body(checked: Checked, key: str, value: Any) -> None:
    blocks = _blocks(value, checked.record.verbatim)
    accept(validate_blocks, blocks, key)
    checked.fields["body"] = _of_bearable_length(key, write_body(blocks))


def _blocks(value: Any, verbatim: bool) -> list[Block]:
    """Return the blocks of a body given as blocks, or as plain text with one paragraph per line."""
    if isinstance(value, str):
        return [Block(BlockType.PARAGRAPH, line) for line in tidy(value).split("\n") if line]
    if not isinstance(value, list | tuple):
        raise RefusalError(_("text belongs here, or a list of blocks."), "body")
    accept(validate_blocks, value, "body")
    pieces = (block if isinstance(block, Block) else _block(block) for block in value)
    # A blank line separates two blocks: it cannot be stored inside one.
    parts = ((block.type, part.strip()) for block in pieces for part in _BLANK.split(_unified(block.text, verbatim)))
    return [Block(block_type, text) for block_type, text in parts if text]


def _block(value: Any) -> Block:
    if isinstance(value, dict) and value.keys() == {"type", "text"} and isinstance(value["text"], str):
        try:
            return Block(BlockType(value["type"]), value["text"])
        except ValueError:
            pass
    reason = _('a block is {"type": …, "text": …}, its type one of %(types)s.')
    raise RefusalError(reason % {"types": ", ".join(BlockType)}, "body")


def _unified(text: str, verbatim: bool) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if verbatim else tidy(text)


def _of_bearable_length(key: str, text: str) -> str:
    if len(text) > settings.MAX_BODY_CHARACTERS:
        reason = _("%(length)d characters; at most %(limit)d are taken (MAX_BODY_CHARACTERS). Part it into articles.")
        raise RefusalError(reason % {"length": len(text), "limit": settings.MAX_BODY_CHARACTERS}, key)
    accept(validate_lines, text, key)
    return text


def _published_at(checked: Checked, key: str, value: Any) -> None:
    text = _text(key, value).strip()
    day: tuple[date | None, datetime | None] = read_date(text) if text else (None, None)
    checked.fields["published_on"], checked.fields["published_at"] = day


def _status(checked: Checked, key: str, value: Any) -> None:
    text = _text(key, value).strip()
    if text and text not in Status.values:
        reason = _("“%(status)s” is no status; write one of %(known)s.")
        raise RefusalError(reason % {"status": text[:80], "known": ", ".join(Status.values)}, key)
    if text:
        checked.fields[key] = text


def _sample(checked: Checked, key: str, value: Any) -> None:
    known = {True: True, False: False, "true": True, "false": False, "1": True, "0": False, "": False}
    if not isinstance(value, bool | str) or value not in known:
        raise RefusalError(_("write true or false."), key)
    checked.fields[key] = known[value]


def _guessed(checked: Checked, key: str, value: Any) -> None:
    if not isinstance(value, list) or not all(name in ARTICLE_KEYS for name in value):
        raise RefusalError(_("a list of keys of the record belongs here."), key)
    checked.guessed |= set(value)


def _kept_fingerprint(checked: Checked, key: str, value: Any) -> None:
    text = _text(key, value).strip()
    if text and not _FINGERPRINT.fullmatch(text):
        raise RefusalError(_("this is no fingerprint that an export wrote: leave the key out."), key)
    checked.fields[key] = text


_CHECKS: dict[str, Callable[[Checked, str, Any], None]] = {
    **dict.fromkeys(_LINES, _line),
    **dict.fromkeys(_TEXTS, _paragraphs),
    **dict.fromkeys(SINGLE_FIELDS, _name),
    **dict.fromkeys(LISTS, _names),
    "id": _public_id,
    "external_id": _external_id,
    "url": _url,
    "body": _body,
    "published_at": _published_at,
    "status": _status,
    "sample": _sample,
    "guessed": _guessed,
    "fingerprint": _kept_fingerprint,
}
