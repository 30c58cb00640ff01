"""JSON, one object a line: our own record (docs/record-format.md), or by a key map a foreign one."""

import json
from typing import Any

from django.utils.translation import gettext as _

from articles.models import NAMED_KINDS
from articles.readers.opening import Opened
from articles.readers.record import KeyMap, Read, Record, Refusal, Refused


def read(file: Opened, mapping: KeyMap) -> Read:
    """Yield a record a line. Blank lines are passed over, and so are lines that begin with `#`: the reasons that a
    file of refused records carries."""
    for number, line in enumerate(file.text, 1):
        raw = line.strip()
        if not raw or raw.startswith("#"):
            continue
        try:
            yield _record(number, raw, mapping)
        except Refusal as refusal:
            yield Refused(number, raw, refusal)


def _record(number: int, raw: str, mapping: KeyMap) -> Record:
    values = parse_object(raw)
    if mapping:
        return Record(number, mapping.apply(values), raw)
    kind = values.pop("type", "article")
    if kind not in ("article", *NAMED_KINDS):
        known = ", ".join(("article", *NAMED_KINDS))
        raise Refusal(
            _("“%(type)s” is no type of record; write one of %(known)s.") % {"type": kind, "known": known}, "type"
        )
    # What we exported has its body in blocks, and is ours to the letter.
    return Record(number, values, raw, verbatim=not isinstance(values.get("body"), str), kind=kind)


def parse_object(text: str) -> dict[str, Any]:
    """Return the JSON object that `text` holds. Raises Refusal where it holds none."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refusal(
            _("broken JSON at character %(at)d. One object stands on one line; mend its quotes and commas.")
            % {"at": error.pos + 1}
        ) from None
    except (RecursionError, ValueError):
        raise Refusal(_("this JSON nests too deep, or holds a number too long, to be a record.")) from None
    if not isinstance(value, dict):
        raise Refusal(_("this line is no JSON object. Write one record a line: {…}"))
    return value
