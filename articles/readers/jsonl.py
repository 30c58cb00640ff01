"""Read JSON lines: our own records (docs/record-format.md), or foreign ones with a key map."""

import json
from typing import Any

from django.utils.translation import gettext as _

from articles.models import NAMED_KINDS
from articles.models.groups import KIND as GROUP
from articles.readers.opening import MAX_WHOLE, Opened
from articles.readers.record import KeyMap, Read, Record, RefusalError, Refused

KINDS = ("article", GROUP, *NAMED_KINDS)
# Deeper than any format nests, and far below Python's recursion limit.
MAX_DEPTH = 50


def read(file: Opened, mapping: KeyMap) -> Read:
    """Yield one record per line.

    Blank lines are skipped, and lines that begin with `#`: the reasons in a file of refused records.
    """
    for number, line in enumerate(file.lines(), 1):
        if len(line) > MAX_WHOLE:
            yield Refused(number, None, too_long())
            continue
        raw = line.strip()
        if not raw or raw.startswith("#"):
            continue
        try:
            yield _record(number, raw, mapping)
        except RefusalError as refusal:
            yield Refused(number, raw, refusal)


def _record(number: int, raw: str, mapping: KeyMap) -> Record:
    values = parse_object(raw)
    if mapping:
        return Record(number, mapping.apply(values), raw)
    kind = values.pop("type", "article")
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise RefusalError(
            _("“%(type)s” is no type of record; write one of %(known)s.") % {"type": str(kind)[:80], "known": known},
            "type",
        )
    # Our exports have the body as blocks, and are taken without changes.
    return Record(number, values, raw, verbatim=not isinstance(values.get("body"), str), kind=kind)


def too_long() -> RefusalError:
    """Return the refusal for a line that is too long for a record and is not kept in memory."""
    reason = _("a line of more than %(n)d characters is no record: write one record a line.")
    return RefusalError(reason % {"n": MAX_WHOLE})


def parse_object(text: str) -> dict[str, Any]:
    """Return the JSON object in `text`. Raise RefusalError if there is none."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusalError(
            _("broken JSON at character %(at)d. One object stands on one line; mend its quotes and commas.")
            % {"at": error.pos + 1}
        ) from None
    except (RecursionError, ValueError):
        raise _unfit() from None
    if not isinstance(value, dict):
        raise RefusalError(_("this line is no JSON object. Write one record a line: {…}"))
    if _nests_beyond(MAX_DEPTH, value):
        raise _unfit()
    return value


def _unfit() -> RefusalError:
    return RefusalError(_("this JSON nests too deep, or holds a number too long, to be a record."))


def _nests_beyond(depth: int, value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth == 0 or any(_nests_beyond(depth - 1, each) for each in inner)
