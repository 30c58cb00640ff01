"""A pasted report as values of the article's form, such as a session can keep."""

from typing import Any

from articles.admin.named import known_by
from articles.body import write_body
from articles.models import NAMED_KINDS
from articles.readers.record import Record

TEXTS = ("headline", "subheadline", "dateline", "byline", "lead")
KINDS = ("source", "agency")


def values_of(record: Record) -> dict[str, Any]:
    """Return what fills the form: texts, the known outlet and wire by their keys, unknown ones as new names.

    `guessed` names the fields whose value the reader only proposes.
    """
    values: dict[str, Any] = {name: record.values.get(name, "") for name in TEXTS}
    values["body"] = write_body(record.values.get("body", ()))
    for kind in KINDS:
        if name := record.values.get(kind, ""):
            known = known_by(NAMED_KINDS[kind], name)
            values |= {kind: known.pk} if known else {f"new_{kind}": name}
    return values | {"guessed": list(record.guessed)}
