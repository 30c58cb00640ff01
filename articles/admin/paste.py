"""A pasted report as values of the article's form, such as a session can keep."""

from typing import Any

from django.db.models import Q, QuerySet

from articles.loading.checking import check, fingerprint
from articles.models import NAMED_KINDS, Article
from articles.readers.text import read_report

TEXTS = ("headline", "subheadline", "dateline", "byline", "lead", "body")
KINDS = ("source", "agency")


def values_of_report(text: str) -> dict[str, Any]:
    """Return what fills the form: texts, the known outlet and wire by their keys, unknown ones as new names.

    `guessed` names the fields whose value the reader only proposes; `fingerprint` is what an import would know the
    text by. Raises Refusal for what is no report.
    """
    checked = check(read_report(text))
    values: dict[str, Any] = {name: checked.fields.get(name, "") for name in TEXTS}
    for kind in KINDS:
        if name := checked.names.get(kind):
            known = NAMED_KINDS[kind].objects.known_as(name)
            values |= {kind: known[0].pk} if known else {f"new_{kind}": name}
    return values | {"guessed": sorted(checked.guessed), "fingerprint": fingerprint(checked)}


def with_the_same_text(values: dict[str, Any]) -> QuerySet[Article]:
    """Return the articles that an import would take for this one, or that begin with the same lead."""
    same = Q(fingerprint=values["fingerprint"])
    return Article.objects.filter(same | Q(lead=values["lead"]) if values["lead"] else same)
