"""Detect the encoding of a file: the one that gives Arabic words.

A byte order mark decides at once. Otherwise each candidate decodes a sample. The score is the mean weight of the
decoded letters, by their frequency in Arabic news (per thousand letters of the ANT Corpus, 10,161 articles), plus a
bonus for the share of words that are among the commonest. A wrong encoding gives rare letters, symbols and no words.
"""

import codecs
import math
import re
from collections.abc import Iterable
from typing import IO

SAMPLE = 64 * 1024
CHUNK = 16 * 1024
SEARCHED = 16 * 1024 * 1024

# Python's codec -> the usual name.
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-16": "UTF-16 (BOM)",
    "cp1256": "Windows-1256",
    "iso8859_6": "ISO-8859-6",
    "mac_arabic": "MacArabic",
}
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

_LETTERS = "اليمونترةبعدسفقهحأجكصطشإىخضزذثئغءظؤآ"
_PER_THOUSAND = (
    *(152.5, 115.9, 74.2, 64.4, 53.0, 50.4, 47.1, 46.2, 38.4, 37.9, 30.8, 30.4, 26.5, 25.0, 22.5, 22.3, 19.2, 18.1),
    *(15.6, 15.6, 10.3, 10.0, 9.4, 8.6, 8.5, 7.7, 7.2, 6.5, 5.4, 5.0, 4.3, 3.8, 3.5, 2.1, 1.3, 0.6),
)
_WEIGHTS = {letter: math.log(share / 1000) for letter, share in zip(_LETTERS, _PER_THOUSAND, strict=True)}
# Characters that Arabic text may also contain count neither for nor against. All others are symbols that Arabic text
# does not use.
_NEUTRAL = dict.fromkeys("ـ،؛؟٪٫٬«»“”‘’–—…•\u200c\u200d\u200e\u200f°×٠١٢٣٤٥٦٧٨٩", -5.0)
_NEUTRAL |= dict.fromkeys("ًٌٍَُِّْٰ", -8.0)
_SYMBOL = -12.0
_WORD_BONUS = 3.0
_COMMON_WORDS = """
في من على أن إلى اليوم عن التي ما مع تم بعد الذي هذه خلال هذا أنه بين وفق الى رئيس إن كما يوم قد الحكومة لا بن
العام عدد كل سنة قبل وأضاف ان كان وقد وزارة أو لم وقال منذ أمس تصريح حيث وذلك حسب وزير أكد به غير حول لها ذلك له
الساعة قال وهو دون كانت مصدر وفي بعض أي عملية بها الدولة عام أحد بسبب عبر أمام فيها وأكد
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_WORD = re.compile("[ء-ي]+")


def guess_encoding(file: IO[bytes]) -> str:
    """Return the codec for reading `file`. This consumes a part of the file."""
    head = file.read(CHUNK)
    for mark, codec in _MARKS.items():
        if head.startswith(mark):
            return codec
    sample = _telling_part(head, file)
    if not sample or _is_mostly_utf8(sample):
        return "utf-8"
    # The first of equal scores wins. MacArabic and ISO-8859-6 agree on the letters. Mac files ended their lines with a
    # bare CR and had their own right-to-left space.
    mac_first = (b"\r" in sample and b"\n" not in sample) or sample.count(b"\xa0") > sample.count(b" ")
    single = ["mac_arabic", "iso8859_6"] if mac_first else ["iso8859_6", "mac_arabic"]
    wide = ["utf-16-le", "utf-16-be"] if _may_be_wide(sample) else []
    return max(["utf-8", *wide, "cp1256", *single], key=lambda codec: arabic_likeness(sample.decode(codec, "replace")))


def _is_mostly_utf8(sample: bytes) -> bool:
    """Return whether `sample` has more Arabic letters in UTF-8 than invalid bytes: no other encoding does by chance."""
    text = sample.decode("utf-8", "replace")
    return sum(map(len, _WORD.findall(text))) > text.count("\ufffd")


def arabic_likeness(text: str) -> float:
    """Return how much `text` looks like Arabic news: the mean weight of its letters plus a bonus for common words."""
    foreign = [c for c in text if (not c.isascii() and c != "\u00a0") or c < "\t"]
    if not foreign:
        return _SYMBOL
    weight = sum(_WEIGHTS.get(c) or _NEUTRAL.get(c, _SYMBOL) for c in foreign) / len(foreign)
    words = _WORD.findall(text)
    return weight + _WORD_BONUS * (sum(word in _COMMON for word in words) / len(words) if words else 0)


def _telling_part(head: bytes, file: IO[bytes]) -> bytes:
    """Collect the chunks that are not plain ASCII, up to SAMPLE bytes.

    UTF-16 is recognised by NUL bytes, or by the byte 0x06 of the Arabic block.
    """
    kept: list[bytes] = []
    for chunk in _chunks(head, file):
        if _may_be_wide(chunk) or not chunk.isascii():
            kept.append(chunk)
        if len(kept) * CHUNK >= SAMPLE:
            break
    return b"".join(kept)


def _chunks(head: bytes, file: IO[bytes]) -> Iterable[bytes]:
    yield head
    for _ in range(SEARCHED // CHUNK):
        chunk = file.read(CHUNK)
        if not chunk:
            return
        yield chunk


def _may_be_wide(part: bytes) -> bool:
    return b"\x00" in part or b"\x06" in part
