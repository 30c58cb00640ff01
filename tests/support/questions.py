"""What questions are made of: the worst that anybody could paste, and trees that a question can say."""

from datetime import date

from hypothesis import strategies as st

from arabic import Level
from arabic.tokens import tokens
from search.query.items import clean
from search.query.question import NEAR_LIMIT
from search.query.tree import (
    Beginning,
    Field,
    InField,
    Near,
    OfRecord,
    Phrase,
    Published,
    Word,
    all_of,
    any_of,
    without,
)
from tests.support.names import NAMES

_PIECES = (
    'سوريا هدنة أو او OR NOT AND و - -- – = ~ ~" =" " « » “ ” ( ) (( )) * تحرير* قرب/5 قرب5 NEAR/٣ قرب/0 '
    "جذر: root: اشتقاق: "
    "عنوان: نص: مصدر:إيلاف مصدر: من:2019 إلى:آذار-2019 تاريخ:..2019 date:2019..2018 من: ، ؛ ؟ . .. … : / 5 ٥ أ ف ب "
    'كِتَابٌ كـ كـ" http://x.y/(z @هـ #وسم_ب |= \u200f \u202e \u2067 \u200d \ufeff \x00 \ud800 \U0001f600 ﷺ ﻻ 1,5 ²'
)
PIECES = _PIECES.split(" ")
NASTY = [
    "(" * 10_000,
    ")" * 10_000,
    "(" * 250 + "سوريا" + ")" * 250,
    "-(" * 249,
    "NOT " * 3_000,
    "NOT (" * 120 + "سوريا",
    "أو " * 3_000,
    "ا قرب/5 " * 3_000,
    "قرب/" + "9" * 400,
    "ا قرب/" + "9" * 400 + " ب",
    "(ا قرب/5 " * 60,
    "اا* " * 3_000,
    "*" * 10_000,
    "عنوان:" * 100 + "سوريا",
    "عنوان:جذر:" * 60 + "سوريا",
    "عنوان:(" * 90 + "سوريا",
    "مصدر:(" * 90 + "سوريا",
    '"' * 9_999,
    '="' * 300,
    "«" * 10_000,
    "ا" * 10_000,
    "ا " * 5_000,
    "تاريخ:" + "9" * 400,
    "تاريخ:" + "٩" * 4 + "-" + "٩" * 4 + "-" + "٩" * 4,
    "من:" + "آذار " * 100,
    "\x00\x01\ud800\udfff",
    "\ud800" * 600,
    "\u200f" * 10_000,
    "".join(map(chr, range(1, 500))),
]

# What the tokenizer finds in any text can stand in a tree, as well as what reads like a part of the language.
PIECE = st.sampled_from(PIECES) | st.characters()
STRANGE = ["أو", "NOT", "و", "ب", "بال", "كـ", "كِتاب", "5", "1,5", "أ.ف.ب", "أ ف ب", "x", "AND", "من", "near5", "@x"]
STRANGE += ["AD", "هجري"]
found = st.lists(PIECE, min_size=1, max_size=6).map(lambda pieces: tokens(clean("".join(pieces))[0])).filter(bool)
words = st.sampled_from(STRANGE) | found.flatmap(st.sampled_from).map(lambda token: token.text)
levels = st.sampled_from([None, Level.EXACT, Level.DERIVATION, Level.ROOT])
days = st.dates(date(1950, 1, 1), date(2050, 1, 1))
wordy = st.one_of(
    st.builds(Word, words, levels),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(Phrase, st.lists(words, min_size=2, max_size=3).map(tuple), levels),
    st.builds(Beginning, st.sampled_from(["تحرير", "كِتا", "أو", "من", "near5", "20", "x1", "بالـ"])),
)
leaves = st.one_of(
    wordy,
    st.sampled_from([OfRecord(kind, ids, name) for (kind, name), ids in NAMES.items()]),
    st.builds(lambda a, b: Published(min(a, b), max(a, b)), days, days),
    st.builds(Published, days, st.none()),
    st.builds(Published, st.none(), days),
)
sides = wordy | st.lists(wordy, min_size=2, max_size=3).map(any_of)
trees = st.recursive(
    leaves | st.builds(Near, sides, sides, st.integers(1, NEAR_LIMIT)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        inner.map(without),
        st.builds(InField, st.sampled_from(Field), inner),
    ),
    max_leaves=8,
)
