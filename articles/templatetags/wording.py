"""Template tags and filters for dates, counts, names and excerpts."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.core.paginator import Page
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles import wording
from articles.models import Article, NamedRecord
from articles.presenters.excerpt import excerpt_of
from articles.presenters.segments import Segment

register = template.Library()

register.filter("hijri", wording.hijri_in_words)
register.filter("articles", wording.articles_in_words)


@register.simple_tag
def day(value: date, country: str = "") -> str:
    """Return the day in words, in <bdi> to isolate its direction; `country` selects the month's name."""
    return format_html("<bdi>{}</bdi>", wording.day_in_words(value, country))


@register.filter
def clock(value: datetime) -> str:
    """Return the time of day with its zone, in <bdi> to isolate its direction."""
    return format_html("<bdi>{}</bdi>", wording.time_in_words(value))


@register.filter
def named(record: NamedRecord) -> str:
    """Return the record's name in the page's language if it has one, otherwise in Arabic, in <bdi> with `lang`."""
    language = "en" if record.name_en and get_language() == "en" else "ar"
    return format_html('<bdi lang="{}">{}</bdi>', language, str(record))


@register.simple_tag
def segmented(segments: Iterable[Segment]) -> SafeString:
    """Return text with its marks; the first mark of a place has an id to link to.

    Pages have hundreds of segments, and template nodes would cost several times as much.
    """
    return format_html_join("", "{}", ((_segment(each),) for each in segments))


def _segment(segment: Segment) -> str:
    if not segment.marked:
        return segment.text
    place = format_html(' id="place-{}"', segment.place) if segment.place else ""
    return format_html("<mark{}>{}</mark>", place, segment.text)


@register.filter
def excerpt(article: Article) -> str:
    """Return the lead, or the first paragraph if there is no lead, cut after a word."""
    return excerpt_of(article)


@register.filter
def elided(page: Page[Article]) -> Iterable[int | str]:
    """Return the page numbers around this one, the first and the last, with "…" for gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
