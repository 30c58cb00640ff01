"""The kinds of record: one registry that models, loader, admin, pages, engines and the question language read.

A new kind is one entry here and a migration. This is plain data: nothing of Django is imported, so that search/query
may read it too.
"""

from dataclasses import dataclass


def gettext_noop(message: str) -> str:
    """Return the message as it is; `makemessages` finds it by this name."""
    return message


def pgettext(context: str, message: str) -> str:
    """Return the message as it is; `makemessages` finds it, and its context, by this name."""
    return message


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that articles refer to.

    name: in the database, in the filters of an address, in the index ("person").
    number: stands for the kind in Listing and Tally. It is never given to another kind.
    plural: the path segment of its pages ("people"), and the article's field where an article has many.
    title, titles, label, one, many_of_it: English names, to be translated: of a filter, of a page, of a form's field,
    and of the model (one record, several).
    question_names: what stands before a colon in a question; the first one is what the archive writes.
    is_many: whether an article may have several. is_name: whether its spellings name one thing, so that a question for
    one finds the others. is_record: whether it has records of its own; a writer is only a byline.
    """

    name: str
    number: int
    plural: str
    about: str
    title: str
    titles: str
    label: str
    one: str
    many_of_it: str
    question_names: tuple[str, ...]
    is_many: bool = False
    is_name: bool = True
    is_record: bool = True
    in_country: bool = False
    has_sample: bool = False

    @property
    def field(self) -> str:
        """The article's field that holds it."""
        return self.plural if self.is_many else self.name


KINDS = (
    Kind(
        "source",
        1,
        "sources",
        "The outlet that published an article.",
        gettext_noop("Source"),
        gettext_noop("Sources"),
        gettext_noop("source"),
        pgettext("a record", "source"),
        pgettext("records", "sources"),
        ("مصدر", "source"),
        in_country=True,
        has_sample=True,
    ),
    Kind(
        "agency",
        2,
        "agencies",
        "The wire an article was taken from.",
        gettext_noop("Agency"),
        gettext_noop("Agencies"),
        gettext_noop("agency"),
        pgettext("a record", "agency"),
        pgettext("records", "agencies"),
        ("وكالة", "agency"),
    ),
    Kind(
        "author",
        0,
        "authors",
        "Who wrote an article: its byline.",
        gettext_noop("Writer"),
        gettext_noop("Writer"),
        gettext_noop("byline"),
        "",
        "",
        ("كاتب", "author", "byline"),
        is_record=False,
    ),
    Kind(
        "section",
        3,
        "sections",
        "The part of a newspaper an article stood in.",
        gettext_noop("Section"),
        gettext_noop("Sections"),
        gettext_noop("section"),
        pgettext("a record", "section"),
        pgettext("records", "sections"),
        ("قسم", "section"),
        is_name=False,
    ),
    Kind(
        "place",
        5,
        "places",
        "Where an article plays.",
        gettext_noop("Place"),
        gettext_noop("Places"),
        gettext_noop("places"),
        pgettext("a record", "place"),
        pgettext("records", "places"),
        ("مكان", "place"),
        is_many=True,
        in_country=True,
    ),
    Kind(
        "person",
        6,
        "people",
        "Somebody an article names.",
        gettext_noop("Person"),
        gettext_noop("People"),
        gettext_noop("people"),
        pgettext("a record", "person"),
        pgettext("records", "people"),
        ("شخص", "person"),
        is_many=True,
    ),
    Kind(
        "organisation",
        7,
        "organisations",
        "A body an article names: a party, a ministry, a company, an armed group.",
        gettext_noop("Organisation"),
        gettext_noop("Organisations"),
        gettext_noop("organisations"),
        pgettext("a record", "organisation"),
        pgettext("records", "organisations"),
        ("جهة", "organisation", "organization"),
        is_many=True,
    ),
    Kind(
        "subject",
        4,
        "subjects",
        "What an article is about.",
        gettext_noop("Subject"),
        gettext_noop("Subjects"),
        gettext_noop("subjects"),
        pgettext("a record", "subject"),
        pgettext("records", "subjects"),
        ("موضوع", "subject", "topic"),
        is_many=True,
        is_name=False,
    ),
)
"""Every kind, in the order in which pages show them."""

AUTHOR = "author"
RECORD_KINDS = tuple(kind for kind in KINDS if kind.is_record)
"""The kinds that have records, in the order in which pages show them."""
BY_NUMBER = tuple(sorted(RECORD_KINDS, key=lambda kind: kind.number))
"""The same in the order in which forms, files and exports have them."""
BY_NAME = {kind.name: kind for kind in KINDS}
FIELDS = {kind.name: kind.field for kind in BY_NUMBER}
"""Kind of record -> the article's field that holds it."""
SINGLE_FIELDS = tuple(kind.field for kind in BY_NUMBER if not kind.is_many)
"""The article's fields that hold one record."""
LISTS = {kind.field: kind.name for kind in BY_NUMBER if kind.is_many}
"""The article's fields that hold many records -> their kinds."""
SEGMENTS = {kind.name: kind.plural for kind in BY_NUMBER}
"""Kind of record -> path segment of its pages."""
KIND_OF_SEGMENT = {segment: kind for kind, segment in SEGMENTS.items()}
