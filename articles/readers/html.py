"""Read a saved news page: the article that trafilatura finds, and the metadata in the page's head."""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from django.utils.translation import gettext as _
from lxml import etree

from articles.body import Block, BlockType
from articles.readers.dates import read_date
from articles.readers.markup import fragment_of, page_of
from articles.readers.opening import Opened
from articles.readers.record import KeyMap, Read, Record, RefusalError
from articles.readers.tidy import tidy, tidy_line

_BLOCK_TYPES = {"head": BlockType.SUBHEAD, "quote": BlockType.QUOTE}
# Elements that begin a new block of text. The whole content of a _WHOLE element is one block.
_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_WHOLE = {"blockquote", "li"}
_BLOCKS = {"p", "div", "pre", "section", "article", "header", "footer", "aside", "figure", "figcaption", "address"}
_BLOCKS |= {"ul", "ol", "dl", "dt", "dd", "table", "caption", "tr", "td", "th", "hr"} | _HEADS | _WHOLE
# Bytes that are invalid in the file's encoding, as `opened` gives them, mapped to characters that lxml accepts. lxml
# would end the page at them, but such an article must be refused, not cut.
_HIDDEN = {0xDC80 + byte: 0xF780 + byte for byte in range(128)}
_SHOWN = {hidden: byte for byte, hidden in _HIDDEN.items()}
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_NO_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The blocks of a text, each with the pieces of its text.
Gathered = list[tuple[BlockType, list[str]]]
_TIMES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
)


def read(file: Opened, mapping: KeyMap) -> Read:
    """Yield the one article of a page. Raise RefusalError if there is none."""
    page = file.read_whole()
    tree = page_of(page)
    hidden = page.translate(_HIDDEN)
    shown = _SHOWN if hidden != page else {}
    # The text is already decoded. Remove the encoding that the page declares: lxml would decode by it again.
    found = trafilatura.bare_extraction(
        re.sub(r"^\s*<\?xml[^>]*\?>", "", hidden),
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False},
    )
    if tree is None or found is None or isinstance(found, dict) or found.body is None:
        raise RefusalError(
            _("no article was found on this page. Save the article's own page, or paste its text."), "body"
        )
    texts = {
        "headline": found.title,
        "byline": found.author,
        "source": found.sitename,
        "url": found.url,
        "rights": found.license,
    }
    values: dict[str, Any] = {key: tidy_line((text or "").translate(shown)) for key, text in texts.items()}
    blocks = (Block(block.type, block.text.translate(shown)) for block in blocks_of(found.body))
    values["body"] = [block for block in blocks if tidy_line(block.text) != values["headline"]]
    stated = _stated_time(tree, found.date or "")
    values["published_at"] = stated or found.date or ""
    guessed = ("published_at",) if found.date and not stated else ()
    yield Record(1, {key: value for key, value in values.items() if value}, page, guessed)


def blocks_of(body: etree._Element) -> list[Block]:
    """Return the blocks of trafilatura's document: paragraphs, list items, headings and quotes."""
    for line_break in body.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    for item in body.iter("item", "p"):
        if (before := item.getprevious()) is not None:
            before.tail = (before.tail or "") + "\n"
        elif (around := item.getparent()) is not None:
            around.text = (around.text or "") + "\n"
    return [Block(_type, text) for _type, element in _elements(body) if (text := tidy("".join(element.itertext())))]


def blocks_of_markup(markup: str) -> list[Block]:
    """Return the blocks of an article given as an HTML fragment. Raise RefusalError if it is not text, or too much of
    it."""
    if _NO_TEXT.search(markup):
        raise RefusalError(_("a NUL character stands in it: take it out."), "body")
    markup = _NO_XML.sub("", markup)
    if not markup.strip():
        return []
    tree = fragment_of(markup)
    etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
    for line_break in tree.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    found: Gathered = [(BlockType.PARAGRAPH, [])]
    _gather(tree, BlockType.PARAGRAPH, found, is_whole=False)
    return [Block(kind, text) for kind, texts in found if (text := tidy("".join(texts)))]


def _gather(element: etree._Element, kind: BlockType, found: Gathered, *, is_whole: bool) -> None:
    """Append the text of an element to the last of the blocks `found`, or to new ones. No text is left out."""
    inside = is_whole or element.tag in _WHOLE
    found[-1][1].append(element.text or "")
    for child in element:
        parts = child.tag in _BLOCKS
        own = BlockType.QUOTE if child.tag == "blockquote" else BlockType.SUBHEAD if child.tag in _HEADS else kind
        if parts:
            _part(found, own, inside)
        _gather(child, own, found, is_whole=inside)
        if parts:
            _part(found, kind, inside)
        found[-1][1].append(child.tail or "")


def _part(found: Gathered, kind: BlockType, inside: bool) -> None:
    """Begin a new block, or a new line if the element is one block."""
    if not inside:
        found.append((kind, []))
        return
    texts = found[-1][1]
    while texts and not texts[-1].rstrip("\n"):
        texts.pop()
    texts.append((texts.pop().rstrip("\n") if texts else "") + "\n")


def _elements(body: etree._Element) -> Iterator[tuple[BlockType, etree._Element]]:
    for element in body:
        tag = str(element.tag)
        if tag in {"list", "table", "row"}:
            yield from _elements(element)
        else:
            yield _BLOCK_TYPES.get(tag, BlockType.PARAGRAPH), element


def _stated_time(tree: etree._Element, day: str) -> str:
    """Return the time that the page's head states, if it is valid and on the day that was found; otherwise ""."""
    for path in _TIMES:
        for text in tree.xpath(path):
            try:
                read_date(text)
            except RefusalError:
                continue
            if not day or text.startswith(day):
                return str(text)
    return ""
