"""Clean foreign text of what no reader should see: entities, stray ampersands, invisible marks, odd spaces."""

import html
import re

# Soft hyphen, zero-width and bidi marks, and control characters except line ends.
_ZERO_WIDTH = (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
_CONTROLS = (*range(0x01, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
_MARKS = {**dict.fromkeys((*_ZERO_WIDTH, *_CONTROLS)), **dict.fromkeys([0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")}
_MARKED = re.compile(f"[{re.escape(''.join(map(chr, _MARKS)))}]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});|&nbsp(?![A-Za-z])")
# An ampersand that joins nothing is the rest of a broken &nbsp;. Keep AT&T, ?a=1&b=2, and one with a space on each
# side.
_STRAY = re.compile(
    r"(?<![A-Za-z0-9])(?<!\S )&|&(?![A-Za-z0-9])(?! \S)|(?<=\S)&(?= )|(?<= )&(?=\S)|^&|&$", re.MULTILINE
)
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_LINE_EDGES = re.compile(r" *\n *")


def tidy(text: str) -> str:
    """Return the cleaned `text`, with `\\n` as line end and single spaces. Words and harakat are not changed."""
    if "&" in text:
        text = _without_ampersands(text)
    text = text.replace("\r\n", "\n")
    if _MARKED.search(text):
        text = text.translate(_MARKS)
    return _LINE_EDGES.sub("\n", _SPACES.sub(" ", text)).strip()


def tidy_line(text: str) -> str:
    """Return the cleaned `text` on one line."""
    return " ".join(tidy(text).split())


def _without_ampersands(text: str) -> str:
    # Twice, for pages that escaped their text twice (&amp;nbsp;).
    for _ in range(2):
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return _STRAY.sub(" ", text)
