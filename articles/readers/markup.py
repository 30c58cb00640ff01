"""Parse HTML of a bearable size, so that the parser leaves nothing out and no reader needs more than seconds for it."""

from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as lxml_html

from articles.readers.record import RefusalError

# libxml2 leaves out, without a word, what stands deeper than 255 elements; it also counts those around a fragment.
MAX_DEPTH = 250
# Pages have some thousands. trafilatura takes time with the square of those inside one paragraph: 10 s for 20,000.
MAX_ELEMENTS = 50_000
# libxml2 leaves out texts of ten million bytes.
MAX_BYTES = 10_000_000


def page_of(markup: str) -> etree._Element | None:
    """Return the tree of an HTML page, or None if there is none. Raise RefusalError if it is too large or too deep."""
    try:
        return _measured(lxml_html.document_fromstring(_bearable(markup), parser=_parser()))
    except etree.LxmlError:
        return None


def fragment_of(markup: str) -> etree._Element:
    """Return a `div` around the elements of an HTML fragment. Raise RefusalError if it is too large or too deep, or is
    no HTML."""
    try:
        return _measured(lxml_html.fragment_fromstring(_bearable(markup), create_parent="div", parser=_parser()))
    except (AssertionError, etree.LxmlError):
        raise RefusalError(_("it is no piece of HTML. Give what stands between <body> and </body>."), "body") from None


def _parser() -> lxml_html.HTMLParser:
    # What is too deep is read too, so that it can be found.
    return lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)


def _bearable(markup: str) -> bytes:
    """Return markup as the parser takes it. Raise RefusalError if it would need too much memory."""
    data = markup.encode("utf-8", "replace")
    if len(data) > MAX_BYTES:
        reason = _("its HTML has more than %(n)d bytes: save the article alone, or paste its text.")
        raise RefusalError(reason % {"n": MAX_BYTES}, "body")
    if data.count(b"<") > 2 * MAX_ELEMENTS + 1_000:  # each has two tags; the others may stand in comments and scripts
        raise _too_many()
    return data


def _measured(tree: etree._Element) -> etree._Element:
    """Return the tree. Raise RefusalError if it nests too deep or has too many elements."""
    depth = count = 0
    for event, _element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH:
            reason = _("its HTML nests deeper than %(n)d elements: close the tags that are open, or paste its text.")
            raise RefusalError(reason % {"n": MAX_DEPTH}, "body")
        if count > MAX_ELEMENTS:
            raise _too_many()
    return tree


def _too_many() -> RefusalError:
    reason = _("its HTML has more than %(n)d elements: save the article alone, or paste its text.")
    return RefusalError(reason % {"n": MAX_ELEMENTS}, "body")
