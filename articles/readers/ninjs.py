"""Read IPTC ninjs 2.x (and the 1.x names still in use): one item per file, or one per line.

Keys that the archive does not store (renditions, urgency, genres…) are ignored: the standard has more than we need.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Status
from articles.readers.dates import read_date
from articles.readers.html import blocks_of_markup
from articles.readers.jsonl import parse_object, too_long
from articles.readers.opening import MAX_WHOLE, Opened
from articles.readers.record import KeyMap, Read, Record, RefusalError, Refused
from articles.readers.tidy import tidy

_LISTS = {
    "people": ("people", "person"),
    "places": ("places", "place"),
    "organisations": ("organisations", "organisation"),
    "subjects": ("subjects", "subject"),
}
_WIRE_ROLES = {"originator", "agency", "creator"}


def read(file: Opened, mapping: KeyMap) -> Read:
    """Yield the item of the file, or one per line."""
    for number, raw in _items(file):
        if len(raw) > MAX_WHOLE:
            yield Refused(number, None, too_long())
            continue
        try:
            yield Record(number, values_of(parse_object(raw)), raw)
        except RefusalError as refusal:
            yield Refused(number, raw, refusal)


def looks_like_ninjs(item: dict[str, Any]) -> bool:
    """Return whether an object has keys that only ninjs has."""
    return "uri" in item and bool(item.keys() & {"headlines", "bodies", "versioncreated", "body_text", "body_xhtml"})


def values_of(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item with our keys. Raise RefusalError if a value does not follow the standard."""
    kind = str(item.get("type") or "text")
    if kind not in {"text", "composite", "article"}:
        raise RefusalError(_("an item of the type “%(type)s” is no article") % {"type": kind[:80]}, "type")
    uri = str(item.get("uri") or "")
    values: dict[str, Any] = {
        "external_id": uri if len(uri) <= 200 else "",
        "url": uri if _is_address(uri) else "",
        "headline": _text_of(item, "headline", {"main", ""}) or item.get("title", ""),
        "subheadline": _text_of(item, "headline", {"sub", "subtitle", "subheadline"}),
        "lead": _text_of(item, "description", None),
        "body": _body_of(item),
        "byline": item.get("byline") or item.get("by") or "",
        "dateline": item.get("located") or "",
        "rights": item.get("usageterms") or item.get("copyrightnotice") or "",
        "published_at": item.get("firstpublished") or item.get("versioncreated") or item.get("firstcreated") or "",
        **{ours: _names_of(item, *theirs) for ours, theirs in _LISTS.items()},
        **_sources_of(item),
    }
    status = str(item.get("pubstatus") or "")
    if status in {"canceled", "cancelled"}:
        notice = item.get("ednote") or _("Cancelled by its source.")
        values.update(status=Status.WITHDRAWN.value, withdrawal=notice)
    elif status == "withheld" or _is_embargoed(str(item.get("embargoed") or "")):
        values["status"] = Status.DRAFT.value
    return {key: value for key, value in values.items() if value}


def _items(file: Opened) -> Iterator[tuple[int, str]]:
    """Yield one item per line if the first line is a complete object, otherwise the whole file as one item."""
    lines = ((n, line.strip()) for n, line in enumerate(file.lines(), 1) if line.strip() and not line.startswith("#"))
    number, first = next(lines, (1, ""))
    if first.startswith("{") and first.endswith("}"):
        yield number, first
        yield from lines
    elif first:
        rest, size = [first], len(first)
        for _n, line in lines:
            rest.append(line)
            size += len(line)
            if size > MAX_WHOLE:
                raise RefusalError(
                    _("more than %(n)d characters are not one article; is this the right format?") % {"n": MAX_WHOLE}
                )
        yield number, "\n".join(rest)


def _parts(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the entries of `headlines`, `bodies` or `descriptions`, under their names in any version of ninjs."""
    value = item.get({"body": "bodies"}.get(name, name + "s"), item.get(name))
    if isinstance(value, list):
        return [part for part in value if isinstance(part, dict)]
    found = [{"role": "", "value": value}] if isinstance(value, str) else []
    for key in sorted(item):
        if key.startswith(name + "_") and isinstance(item[key], str):
            found.append({"contenttype": key.removeprefix(name + "_"), "value": item[key]})
    return found


def _value(part: dict[str, Any]) -> str:
    value = part.get("value", part.get("text", ""))
    return value if isinstance(value, str) else ""


def _role(part: dict[str, Any]) -> str:
    return str(part.get("role") or part.get("name") or "")


def _is_markup(part: dict[str, Any]) -> bool:
    return "html" in str(part.get("contenttype") or part.get("contentType") or "") or "html" in _role(part)


def _text_of(item: dict[str, Any], name: str, roles: set[str] | None) -> str:
    """Return the text of the first entry with one of `roles`, or of the first entry of all if `roles` is None.

    Plain text comes before markup. If no entry has one of `roles`, the first entry counts as the "main" one.
    """
    parts = [part for part in _parts(item, name) if _value(part).strip()]
    if roles is not None:
        named = [part for part in parts if _role(part) in roles]
        parts = named or ([] if "main" not in roles else parts[:1])
    parts.sort(key=_is_markup)
    return _plain(parts[0]) if parts else ""


def _plain(part: dict[str, Any]) -> str:
    return "\n".join(block.text for block in blocks_of_markup(_value(part))) if _is_markup(part) else _value(part)


def _body_of(item: dict[str, Any]) -> Any:
    """Return the body, from markup if there is any: markup distinguishes subheads and quotes from paragraphs."""
    parts = [part for part in _parts(item, "body") if _value(part).strip()]
    marked = next((part for part in parts if _is_markup(part)), None)
    if marked:
        return blocks_of_markup(_value(marked))
    return tidy(_value(parts[0])) if parts else ""


def _names_of(item: dict[str, Any], *keys: str) -> list[str]:
    names = (entry.get("name") if isinstance(entry, dict) else entry for entry in _list(item, *keys))
    return list(dict.fromkeys(name for name in names if isinstance(name, str) and name.strip()))


def _list(item: dict[str, Any], *keys: str) -> list[Any]:
    return [entry for key in keys if isinstance(item.get(key), list) for entry in item[key]]


def _sources_of(item: dict[str, Any]) -> dict[str, str]:
    """Return the agency and the source.

    The agency is the info source with the role of originating the text; the source is the first other one.
    """
    infos = [info for info in _list(item, "infosources", "infosource") if isinstance(info, dict)]
    wires = [info for info in infos if _is_wire(info)]
    outlets = [info for info in infos if not _is_wire(info)]
    names = {"source": outlets[:1], "agency": wires[:1] or outlets[1:2]}
    return {key: str(found[0].get("name") or "") for key, found in names.items() if found}


def _is_wire(info: dict[str, Any]) -> bool:
    return bool({str(info.get("rel")), str(info.get("role"))} & _WIRE_ROLES)


def _is_embargoed(until: str) -> bool:
    """Return whether the moment `until` is in the future. A text that cannot be read counts as the future."""
    try:
        day, moment = read_date(until) if until else (date.min, None)
    except RefusalError:
        return True
    return moment > timezone.now() if moment else day > timezone.localdate()


def _is_address(uri: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(uri)
    except ValidationError:
        return False
    return True
