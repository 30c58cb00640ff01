"""What a list shows of an article, read without its whole body."""

from django.db.models.functions import Substr
from django.utils.text import Truncator

from articles.body import BlockType, read_body
from articles.models import Article
from articles.models.queries import ArticleQuerySet

WORDS = 42
OPENING = 1000
"""Characters of a body that hold its first paragraph, or enough of it."""

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
    """The articles as lists show them: with their names, and the opening of the body in place of the body."""
    return articles.with_names().annotate(opening=Substr("body", 1, OPENING)).defer(*UNLISTED)


def excerpt_of(article: Article) -> str:
    """The lead of an article, or where there is none its first paragraph, cut after a word."""
    text = article.lead
    if not text:
        opening = vars(article).get("opening")
        blocks = read_body(article.body if opening is None else opening)
        text = next((block.text for block in blocks if block.type is BlockType.PARAGRAPH), "")
    return Truncator(text).words(WORDS, truncate="…")
