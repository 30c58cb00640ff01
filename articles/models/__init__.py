"""The database models of the archive."""

from articles.models import among  # noqa: F401 - registers a lookup that all models may use
from articles.models.alphabet import NamePlace
from articles.models.article import Article
from articles.models.beginnings import NameBeginning
from articles.models.changes import Change
from articles.models.groups import NameGroup
from articles.models.known import KnownName
from articles.models.listings import Listing, Tally
from articles.models.named import (
    NAMED_KINDS,
    Agency,
    NamedRecord,
    Organisation,
    Person,
    Place,
    Section,
    Source,
    Subject,
)
from articles.models.sent import SentForm
from articles.models.status import Status

__all__ = [
    "NAMED_KINDS",
    "Agency",
    "Article",
    "Change",
    "KnownName",
    "Listing",
    "NameBeginning",
    "NameGroup",
    "NamePlace",
    "NamedRecord",
    "Organisation",
    "Person",
    "Place",
    "Section",
    "SentForm",
    "Source",
    "Status",
    "Subject",
    "Tally",
]
