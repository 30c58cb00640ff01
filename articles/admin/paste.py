"""Turn a pasted report into form values that can be kept in a session."""

from typing import Any

from django.db.models import Q, QuerySet

from articles.loading.checking import check, fingerprint
from articles.models import NAMED_KINDS, Article
from articles.readers.text import read_report

TEXTS = ("headline", "subheadline", "dateline", "byline", "lead", "body")
KINDS = ("source", "agency")


def values_of_report(text: str) -> dict[str, Any]:
    """Return the form values of a report: texts, keys of a known source and agency, unknown ones as new names.

    `guessed` names the fields that the reader only proposes. `fingerprint` identifies the text for later imports. Raise
    RefusalError if the text is not a report.
    """
    checked = check(read_report(text))
    values: dict[str, Any] = {name: checked.fields.get(name, "") for name in TEXTS}
    for kind in KINDS:
        if name := checked.names.get(kind):
            known = NAMED_KINDS[kind].objects.known_as(name)
            values |= {kind: known[0].pk} if known else {f"new_{kind}": name}
    return values | {"guessed": sorted(checked.guessed), "fingerprint": fingerprint(checked)}


def with_the_same_text(values: dict[str, Any]) -> QuerySet[Article]:
    """Return the articles that an import would take for this one, or that have the same lead."""
    same = Q(fingerprint=values["fingerprint"])
    return Article.objects.filter(same | Q(lead=values["lead"]) if values["lead"] else same)
