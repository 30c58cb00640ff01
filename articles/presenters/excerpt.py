"""The parts of an article that a list shows, read without the whole body."""

from django.db.models.functions import Substr
from django.utils.text import Truncator

from articles.body import BlockType, read_body
from articles.models import Article
from articles.models.queries import ArticleQuerySet

WORDS = 42
OPENING = 1000
"""Characters of a body that include its first paragraph, or enough of it."""

UNLISTED = (
    "body",
    "subheadline",
    "byline",
    "rights",
    "url",
    "correction",
    "withdrawal",
    "guessed",
    "fingerprint",
    "folded",
)


def listed(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Return the articles for a list: with their names, and the opening of the body instead of the body."""
    found: ArticleQuerySet = articles.with_names().annotate(opening=Substr("body", 1, OPENING)).defer(*UNLISTED)
    return found


def excerpt_of(article: Article) -> str:
    """Return the lead of an article, or its first paragraph if it has no lead, cut after a word."""
    text = article.lead
    if not text:
        opening = vars(article).get("opening")
        blocks = read_body(article.body if opening is None else opening)
        text = next((block.text for block in blocks if block.type is BlockType.PARAGRAPH), "")
    return Truncator(text).words(WORDS, truncate="…")
