"""One key for all spellings of a person's or place's name, and the titles that are not part of the name."""

import re
from collections.abc import Sequence
from functools import lru_cache

from .affixes import JOINERS
from .normalize import spelling
from .tokens import tokens

# Text in brackets tells namesakes apart and is not part of the name: طرابلس (لبنان).
_BRACKETED = re.compile(r"\([^)]*\)")
_KUNYA = {"ابا": "ابو", "ابي": "ابو", "ابن": "بن"}
# Titles count only with the article: رئيس ترامب is not Trump but his president. More words of a rank may follow a title
# (الفريق أول ركن).
_TITLES = (
    "الدكتور الدكتورة الأستاذ الأستاذة المهندس المهندسة السيد السيدة الآنسة الشيخ الشيخة الإمام الأمير الأميرة الملك "
    "الملكة السلطان الرئيس الرئيسة الوزير الوزيرة النائب النائبة السفير السفيرة القاضي القاضية المستشار المستشارة "
    "المشير الفريق اللواء العميد العقيد المقدم الرائد النقيب الملازم الجنرال البابا البطريرك المطران الأب الحاج الحاجة "
    "الشهيد الشهيدة الراحل الراحلة المرحوم الزعيم القائد المفتي الفنان الفنانة اللورد السير"
)
_ABBREVIATED = ("د", "أ", "م", "دكتور", "دكتورة")
_RANKS = frozenset(map(spelling, ("أول", "ركن")))
_FOLDED_TITLES = frozenset(
    spelling(form)
    for joiner in JOINERS
    for title in _TITLES.split()
    for form in (joiner + title, joiner + "ب" + title, joiner + "ل" + title[1:])
) | frozenset(map(spelling, _ABBREVIATED))


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a written name, without text in brackets."""
    return tuple(token.text for token in tokens(_BRACKETED.sub(" ", name)))


def name_key(words: Sequence[str]) -> str:
    """Return one key for all spellings of a name. It ignores spaces, hamza, final letters, dots, and the difference
    between أبو/أبا/أبي and between ابن/بن. For a single word it joins too much (علي, على): Analyzer.same_spelling
    decides there."""
    if len(words) == 1:
        return _folded(words[0])
    return "".join([_in_name(word) for word in words])


@lru_cache(8_192)
def _folded(word: str) -> str:
    return spelling(word).replace(".", "")


@lru_cache(8_192)
def _in_name(word: str) -> str:
    folded = _folded(word)
    return _KUNYA.get(folded, folded)


def without_titles(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words after the leading titles (الرئيس, د., الشيخ). The last word always stays."""
    at = 0
    while at < len(words) - 1 and _folded(words[at]) in (_FOLDED_TITLES | _RANKS if at else _FOLDED_TITLES):
        at += 1
    return tuple(words[at:])
