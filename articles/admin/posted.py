"""What the form of an article posts: the fields of the record in their order, and their values as they came."""

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
    """Return the posted data, where what cannot be a record's key becomes one of no record: databases choke on such."""
    data = data.copy()
    for name in FIELDS.values():
        keys = [key if not key or KEY.fullmatch(key) else "0" for key in data.getlist(name)]
        data.setlist(name, keys)
    return data


def typed_values(data: Any) -> dict[str, Any]:
    """Return what was typed into a form, as values that fill another."""
    data = with_keys(data)
    links = {field.name for field in Article._meta.many_to_many}
    values = {name: data.getlist(name) if name in links else data.get(name, "") for name in (*RECORD, "published_time")}
    return {name: value for name, value in values.items() if name != "status"}
