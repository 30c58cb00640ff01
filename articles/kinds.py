"""The kinds of named records as addresses and pages speak of them."""

from django.utils.translation import gettext_lazy as _

from articles.models import NAMED_KINDS

# Kind of record -> path segment of its pages.
SEGMENTS = {
    "source": "sources",
    "agency": "agencies",
    "section": "sections",
    "subject": "subjects",
    "place": "places",
    "person": "people",
    "organisation": "organisations",
}
KINDS = {segment: kind for kind, segment in SEGMENTS.items()}
# Kind of record -> the article's field that holds it.
FIELDS = {kind: kind if kind in {"source", "agency", "section"} else SEGMENTS[kind] for kind in NAMED_KINDS}

# Kind of record -> what the pages call one, and all of them.
NAMES = {
    "source": (_("Source"), _("Sources")),
    "agency": (_("Agency"), _("Agencies")),
    "section": (_("Section"), _("Sections")),
    "subject": (_("Subject"), _("Subjects")),
    "place": (_("Place"), _("Places")),
    "person": (_("Person"), _("People")),
    "organisation": (_("Organisation"), _("Organisations")),
}


class KindConverter:
    """`places` in an address is the kind "place"."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return KINDS[value]

    def to_url(self, value: str) -> str:
        return SEGMENTS[value]


class UnicodeSlugConverter:
    """A slug of letters of any script, digits, `-` and `_`."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
