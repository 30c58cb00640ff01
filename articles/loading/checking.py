"""Check a record for the archive: clean its values, and validate what must be true of them together.

Nothing here queries the database, so a record is complete before any part of it is written.
"""

import hashlib
import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import read_body
from articles.loading.field_values import Checked, check_value
from articles.models import Status
from articles.readers.record import ARTICLE_KEYS, Record, RefusalError
from articles.readers.text import propose_headline

_WORD = re.compile(r"\w")


def check(record: Record, *, source: str = "", publish: bool = False) -> Checked:
    """Return the checked record; `source` is used if it names none. Raise RefusalError."""
    checked = Checked(record, guessed=set(record.guessed))
    for key, value in record.values.items():
        if key not in ARTICLE_KEYS:
            reason = _("unknown key. Mend it as docs/record-format.md names it, or import with --map %(key)s=ours.")
            raise RefusalError(reason % {"key": key[:80]}, key[:80])
        check_value(checked, key, value)
    if not record.verbatim:
        _drop_repeated_lead(checked.fields)
    if checked.fields.get("status") != Status.WITHDRAWN:  # a withdrawal of a known article needs no text
        check_text(checked)
    if source and not checked.names.get("source"):
        checked.names["source"] = source
    if publish and "status" not in checked.fields and (checked.fields.get("lead") or checked.fields.get("body")):
        at = checked.fields.get("published_at")
        checked.fields["status"] = (Status.SCHEDULED if at and at > timezone.now() else Status.PUBLISHED).value
        _propose_headline(checked)
    return checked


def fingerprint(checked: Checked) -> str:
    """Return the hash that identifies this record's text. Spaces and a proposed headline make no difference."""
    if kept := checked.fields.get("fingerprint"):
        return str(kept)
    is_told = checked.fields.get("headline") and "headline" not in checked.guessed
    keys = ("headline", "lead", "body") if is_told else ("lead", "body")
    text = "\n".join(" ".join(str(checked.fields.get(key, "")).split()) for key in keys)
    return hashlib.sha256(text.encode()).hexdigest()


def _drop_repeated_lead(fields: dict[str, Any]) -> None:
    """Keep only one of a repeated lead and first paragraph.

    If both are equal, keep the lead. If the lead is the beginning of the paragraph, cut short, keep the paragraph.
    """
    lead, body = fields.get("lead", ""), fields.get("body", "")
    first, _sign, rest = body.partition("\n\n")
    said, first = " ".join(lead.split()), " ".join(first.removeprefix("\\").split())
    if said and first == said:
        fields["body"] = rest
    elif said and first.startswith(said.rstrip(" .…")):
        del fields["lead"]


def check_text(checked: Checked) -> None:
    """Raise RefusalError if the record has neither lead nor body.

    A record with our own identifier may be without text: the archive accepted it before.
    """
    fields = checked.fields
    words = any(_WORD.search(fields.get(key, "")) for key in ("lead", "body"))
    if not words and not fields.get("public_id"):
        raise RefusalError(_("no text: neither a lead nor a body. Add one."), "body")


def _propose_headline(checked: Checked) -> None:
    fields = checked.fields
    if not fields.get("headline"):
        fields["headline"] = propose_headline(fields.get("lead") or read_body(fields["body"])[0].text)
        checked.guessed.add("headline")
