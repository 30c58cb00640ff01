"""Two foldings of a written form that need no lexicon: exact() and spelling().

Both are pure functions from the text of one token to text. exact() leaves its own result unchanged.
"""

import re
import sys
import unicodedata
from functools import lru_cache

HARAKAT = "".join(map(chr, [*range(0x0610, 0x061B), *range(0x064B, 0x0653), *range(0x0656, 0x0660), 0x0670]))
KORANIC = "".join(map(chr, [*range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5), 0x06E7, 0x06E8, *range(0x06EA, 0x06EE)]))
COMBINING_HAMZA = "\u0653\u0654\u0655"
TATWEEL = "ـ"
# Zero-width and bidi marks. Readers do not see them, so they must not make two spellings differ.
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = _BIDI + "\u00ad\u200b\u200c\u200d\u2060\ufeff"
IGNORED = HARAKAT + KORANIC + TATWEEL + INVISIBLE

Table = dict[int, str | None]

# Letters of Persian, Kurdish and Urdu keyboards that stand for an Arabic letter of the same shape.
_KEYBOARD: Table = dict(zip(map(ord, "کڪیېےہھەۀۃٱ"), "ككيييههههةا", strict=True))
# Letters for foreign sounds. The spelling level replaces each with the letter that typewriters had for it.
_FOREIGN: Table = dict(zip(map(ord, "پچڤڥڨگڭژۋڜٹ"), "بجففقككزوشت", strict=True))
_MIXED_UP: Table = dict(zip(map(ord, "أإآؤئةى"), "اااويهي", strict=True))
_DIGITS: Table = {ord(c): str(unicodedata.digit(c)) for c in map(chr, range(0x0660, 0x06FA)) if c.isdigit()}
_DROPPED: Table = dict.fromkeys(map(ord, IGNORED))
_PRESENTATION = [c for c in map(chr, [*range(0xFB50, 0xFDFA), *range(0xFE70, 0xFEFD)]) if c.isalpha()]
_EXACT: Table = {
    **{ord(c): unicodedata.normalize("NFKC", c).translate({**_DROPPED, **_KEYBOARD, 32: None}) for c in _PRESENTATION},
    **_KEYBOARD,
    **_DROPPED,
}
_SPELLING: Table = {**_DIGITS, **_FOREIGN, **_MIXED_UP}

_PLAIN = re.compile("[ء-غف-ي]+")
_ABBREVIATION = re.compile(r"[^\W\d_](?:[. \u00a0]+[^\W\d_])+\.?")
# Separators of thousands: one is enough in 1,200 and ١٬٢٠٠, but dots need two (1.200.000). A single dot is a decimal
# point.
_THOUSANDS = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?|\d{1,3}(?:\.\d{3}){2,}")
# Different seats of the same hamza: شئون شؤون شءون, شيء شىء شئ, قارئ قارىء.
_HAMZA_BEFORE_WAW = re.compile("[ؤئء](?=و)")
_OLD_WAW, _OLD_END = re.compile("(?<!^)ء(?=و)"), re.compile("ىء$")
_HAMZA_AT_END = re.compile("(?:[يى]ء|يئ|ئ)$")


def exact(form: str) -> str:
    """Return the letters of a form: without harakat, tatweel and invisible marks, Persian code points and presentation
    forms as Arabic letters, Latin in lower case, the letters of an abbreviation separated by dots (أ ف ب -> أ.ف.ب)."""
    if _PLAIN.fullmatch(form):
        return sys.intern(form)
    form = unicodedata.normalize("NFC", form).translate(_EXACT)
    if _ABBREVIATION.fullmatch(form):
        form = ".".join(c for c in form if c.isalpha())
    return form.casefold()


def as_in_dictionaries(form: str) -> str:
    """Return an exact form in the spelling of dictionaries: letters for foreign sounds as plain ones (پاريس -> باريس),
    old hamza seats as today's (قارىء -> قارئ, رءوس -> رؤوس)."""
    return _OLD_WAW.sub("ؤ", _OLD_END.sub("ئ", form.translate(_FOREIGN)))


# A question compares the words of the names it stands for again and again.
@lru_cache(16_384)
def spelling(form: str) -> str:
    """Return the folded spelling of a form, one for all ways to spell the word: exact(), then alef forms, hamza seats,
    final ى/ي and ة/ه, letters for foreign sounds, both digit sets, grouped digits and Latin accents folded.

    It joins too much: two words may have the same folded spelling (علي, على). Analyzer.same_spelling decides."""
    folded = _HAMZA_BEFORE_WAW.sub("و", exact(form))
    folded = _HAMZA_AT_END.sub("ي", folded).translate(_SPELLING)
    if _PLAIN.fullmatch(folded):
        return folded
    return _number(folded) if folded[:1].isdigit() else _without_accents(folded)


def _number(digits: str) -> str:
    """Return one spelling of a number: 1,200 = 1200 = ١٬٢٠٠, 3,5 = 3.5 = ٣٫٥."""
    if _THOUSANDS.fullmatch(digits):
        digits = re.sub("[,٬]", "", digits)
        if digits.count(".") > 1:
            digits = digits.replace(".", "")
    return digits.replace("٫", ".").replace(",", ".")


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
