"""The posted form of an article: its fields in order, and its raw values."""

import re
from typing import Any

from articles.kinds import FIELDS, LISTS
from articles.models import Article

RECORD = (
    *("headline", "subheadline", "source", "agency", "dateline", "byline", "published_on", "lead", "body"),
    *("section", *LISTS, "status", "correction", "withdrawal"),
    *("url", "external_id", "rights"),
)
KEY = re.compile("[0-9]{1,18}")


def with_keys(data: Any) -> Any:
    """Return a copy of the posted data in which each invalid record key is replaced by "0", the key of no record.

    A database raises errors for such keys.
    """
    data = data.copy()
    for name in FIELDS.values():
        keys = [key if not key or KEY.fullmatch(key) else "0" for key in data.getlist(name)]
        data.setlist(name, keys)
    return data


def typed_values(data: Any) -> dict[str, Any]:
    """Return the raw values of a posted form, to fill another form. The status is left out."""
    data = with_keys(data)
    links = {field.name for field in Article._meta.many_to_many}
    values = {name: data.getlist(name) if name in links else data.get(name, "") for name in (*RECORD, "published_time")}
    return {name: value for name, value in values.items() if name != "status"}
