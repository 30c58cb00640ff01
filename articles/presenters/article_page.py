"""An article as its page shows it: text segments, facts of the record, neighbours and citation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _

from articles.body import BlockType
from articles.counts import listing
from articles.kinds import FIELDS, RECORD_KINDS
from articles.models import Article, NamedRecord
from articles.presenters.lists import place_of
from articles.presenters.segments import Places, Segment, Segmenter, unmarked
from articles.wording import day_in_words, kind_title, kind_titles

FACTS = tuple(kind.name for kind in RECORD_KINDS)


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """One block of the body, split at its marks."""

    type: BlockType
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article's text split at its marks, the number of marked places, and its facts.

    A fact is its label and the records that it lists.
    """

    article: Article
    headline: tuple[Segment, ...]
    subheadline: tuple[Segment, ...]
    lead: tuple[Segment, ...]
    blocks: tuple[ReadBlock, ...]
    places: int
    facts: tuple[tuple[str, list[NamedRecord]], ...]

    @property
    def web_address(self) -> str:
        """Return the original address if it is an http(s) URL, otherwise "". An import may have stored any text."""
        return self.article.url if self.article.url.startswith(("https://", "http://")) else ""

    @property
    def written_address(self) -> str:
        """Return the original address with percent-encoded letters decoded."""
        return uri_to_iri(self.article.url)


def read(article: Article, mark: Segmenter = unmarked, mark_headline: Segmenter = unmarked) -> ArticleText:
    """Split the texts of an article at the marks that `mark` and `mark_headline` find in them."""
    places = Places()
    headline = places.numbered(mark_headline(article.headline))
    subheadline, lead = (places.numbered(mark(text)) for text in (article.subheadline, article.lead))
    blocks = tuple(ReadBlock(block.type, places.numbered(mark(block.text))) for block in article.blocks)
    return ArticleText(
        article,
        headline=headline,
        subheadline=subheadline,
        lead=lead,
        blocks=blocks,
        places=places.count,
        facts=tuple(_facts(article)),
    )


def neighbours(article: Article) -> tuple[Article | None, Article | None]:
    """Return the visible articles of the same source before and after this one in time; None if there is none."""
    if article.source_id is None:
        return None, None
    siblings, place = listing("source", article.source_id), place_of(article)
    ids = [
        siblings.in_order(newest_first=newest_first, after=place).values_list("article", flat=True).first()
        for newest_first in (True, False)
    ]
    found = Article.objects.visible().only("public_id", "headline").in_bulk([pk for pk in ids if pk])
    before, after = map(found.get, ids)
    return before, after


def citation(article: Article, address: str) -> str:
    """Return the citation for a footnote: writer, headline, source, day; then the archive and the URL."""
    country = article.source.country if article.source else ""
    parts = [
        article.byline,
        _("“%(headline)s”") % {"headline": article.headline},
        str(article.source or article.agency or ""),
        day_in_words(article.published_on, country, weekday=False) if article.published_on else "",
    ]
    told = _(", ").join(part for part in parts if part)
    # A URL on its own line keeps its direction in right-to-left text.
    return f"{told}. {_('News archive')}:\n{address}"


def _facts(article: Article) -> Iterable[tuple[str, list[NamedRecord]]]:
    for kind in FACTS:
        field, (one, many) = FIELDS[kind], (kind_title(kind), kind_titles(kind))
        value = getattr(article, field)
        if field == kind and value:
            yield one, [value]
        elif field != kind and (records := list(value.all())):
            yield many, records
