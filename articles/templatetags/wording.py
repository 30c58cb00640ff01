"""Dates, counts, names and beginnings of articles, as the pages write them."""

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
    """The day in words, isolated from the text around it; `country` chooses the month's name."""
    return format_html("<bdi>{}</bdi>", wording.day_in_words(value, country))


@register.filter
def clock(value: datetime) -> str:
    """The time of day with its zone, isolated from the text around it."""
    return format_html("<bdi>{}</bdi>", wording.time_in_words(value))


@register.filter
def named(record: NamedRecord) -> str:
    """The record's name in the page's language where it has one, isolated, and said to be Arabic where it is."""
    language = "en" if record.name_en and get_language() == "en" else "ar"
    return format_html('<bdi lang="{}">{}</bdi>', language, str(record))


@register.simple_tag
def segmented(segments: Iterable[Segment]) -> SafeString:
    """Text with its marks; one that begins a place of the article can be linked to. Pages hold stretches by the
    hundred, and a template's nodes cost several times as much."""
    return format_html_join("", "{}", ((_segment(each),) for each in segments))


def _segment(segment: Segment) -> str:
    if not segment.marked:
        return segment.text
    place = format_html(' id="place-{}"', segment.place) if segment.place else ""
    return format_html("<mark{}>{}</mark>", place, segment.text)


@register.filter
def excerpt(article: Article) -> str:
    """The lead, or where there is none the first paragraph, cut after a word."""
    return excerpt_of(article)


@register.filter
def elided(page: Page[Article]) -> Iterable[int | str]:
    """The numbers of the pages about this one, the first and the last, "…" for the ones between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
