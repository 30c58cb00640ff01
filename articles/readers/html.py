"""A saved news page: the article trafilatura finds in it, and what the page's head says of itself."""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as lxml_html

from articles.body import Block, BlockType
from articles.readers.dates import read_date
from articles.readers.opening import Opened
from articles.readers.record import KeyMap, Read, Record, Refusal
from articles.readers.tidy import tidy, tidy_line

_BLOCK_TYPES = {"head": BlockType.SUBHEAD, "quote": BlockType.QUOTE}
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_NO_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TIMES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
)


def read(file: Opened, mapping: KeyMap) -> Read:
    """Yield the one article of a page. Raises Refusal where there is none."""
    page = file.read_whole()
    # The text is decoded already: what the page says of its encoding is no longer true, and lxml would believe it.
    found = trafilatura.bare_extraction(
        re.sub(r"^\s*<\?xml[^>]*\?>", "", page),
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False},
    )
    if found is None or isinstance(found, dict) or found.body is None:
        raise Refusal(_("no article was found on this page. Save the article's own page, or paste its text."), "body")
    headline = tidy_line(found.title or "")
    values: dict[str, Any] = {
        "headline": headline,
        "body": [block for block in blocks_of(found.body) if tidy_line(block.text) != headline],
        "byline": tidy_line(found.author or ""),
        "source": tidy_line(found.sitename or ""),
        "url": found.url or "",
        "rights": tidy_line(found.license or ""),
    }
    stated = _stated_time(page, found.date or "")
    values["published_at"] = stated or found.date or ""
    guessed = ("published_at",) if found.date and not stated else ()
    yield Record(1, {key: value for key, value in values.items() if value}, page, guessed)


def blocks_of(body: etree._Element) -> list[Block]:
    """Return the blocks of trafilatura's document: paragraphs and list items, heads, quotes."""
    return [Block(_type, text) for _type, element in _elements(body) if (text := tidy("".join(element.itertext())))]


def blocks_of_markup(markup: str) -> list[Block]:
    """Return the blocks of an article that is given as a piece of HTML. Raises Refusal where it is no text."""
    if _NO_TEXT.search(markup):
        raise Refusal(_("a NUL character stands in it: take it out."), "body")
    blocks: list[Block] = []
    markup = _NO_XML.sub("", markup)
    tree = lxml_html.fragment_fromstring(markup, create_parent="div") if markup.strip() else lxml_html.Element("div")
    etree.strip_elements(tree, "script", "style", with_tail=False)
    for line_break in tree.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    parts = [part for part in tree.iter("p", "li", "blockquote", "h1", "h2", "h3", "h4") if not _inside_quote(part)]
    for part in parts or [tree]:
        kind = "quote" if part.tag == "blockquote" else "head" if str(part.tag).startswith("h") else ""
        if text := tidy("".join(part.itertext())):
            blocks.append(Block(_BLOCK_TYPES.get(kind, BlockType.PARAGRAPH), text))
    return blocks


def _elements(body: etree._Element) -> Iterator[tuple[BlockType, etree._Element]]:
    for element in body:
        tag = str(element.tag)
        if tag in {"list", "table", "row"}:
            yield from _elements(element)
        else:
            yield _BLOCK_TYPES.get(tag, BlockType.PARAGRAPH), element


def _inside_quote(part: etree._Element) -> bool:
    return any(parent.tag in {"blockquote", "li"} for parent in part.iterancestors())


def _stated_time(page: str, day: str) -> str:
    """The moment the page's head states, where it is one and falls on the day that was found."""
    tree = lxml_html.fromstring(page.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    for path in _TIMES:
        for text in tree.xpath(path):
            try:
                read_date(text)
            except Refusal:
                continue
            if not day or text.startswith(day):
                return str(text)
    return ""
