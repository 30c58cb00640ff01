"""Convert SEARCH_URL to the Haystack connection of an engine."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

OPENSEARCH = {"opensearch": "http", "opensearch+https": "https"}


def connection(url: str, var: Path, **opensearch: Any) -> dict[str, Any]:
    """Return the connection that `url` names; `opensearch` holds further options of that engine.

    An empty URL is Whoosh in `var`. tantivy:///folder is tantivy in that folder, and tantivy: alone in `var`.
    opensearch://host:port/index or opensearch+https:// is OpenSearch; several hosts of one cluster are separated by
    commas. Raise ImproperlyConfigured for any other URL.
    """
    if not url:
        return {"ENGINE": "search.backends.whoosh.WhooshEngine", "PATH": str(var / "index")}
    parts = urlsplit(url)
    if parts.scheme == "tantivy" and not parts.netloc:
        folder = Path(parts.path or var / "tantivy")
        if folder.is_absolute() and folder not in (var, *var.parents):  # an index needs a folder of its own
            return {"ENGINE": "search.backends.tantivy.TantivyEngine", "PATH": str(folder)}
    index = parts.path.removeprefix("/")
    if parts.scheme in OPENSEARCH and parts.netloc and "@" not in parts.netloc and index and "/" not in index:
        hosts = [f"{OPENSEARCH[parts.scheme]}://{host}" for host in parts.netloc.split(",")]
        names = {"ENGINE": "search.backends.opensearch.OpenSearchEngine", "URL": hosts, "INDEX_NAME": index}
        return {**names, **opensearch}
    raise ImproperlyConfigured(
        f"SEARCH_URL={url!r} names no engine: it is empty for Whoosh, tantivy:///folder (or tantivy:), "
        "opensearch://host:port/index or opensearch+https://host:port/index (see docs/settings.md)."
    )
