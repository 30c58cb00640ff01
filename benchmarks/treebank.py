"""The gold lemmas of a treebank (CoNLL-U, Universal Dependencies), as pairs of a form and its lemma.

A form is a written word between spaces, with its particles and pronouns. It counts if it contains exactly one content
word (NOUN VERB ADJ PROPN ADV).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from arabic import exact

CONTENT = ("NOUN", "VERB", "ADJ", "PROPN", "ADV")
_FOLDED = str.maketrans("أإآٱىة", "اااايه")
# Harakat without information, because a letter already says it or because not everybody writes them: a vowel before its
# long letter or ة, one on a first alef or at the end, sukun, tanween. Shadda is kept, before its vowel.
_SHORT = "\u064e\u064f\u0650"
_SHADDA_LAST = re.compile(f"([{_SHORT}])\u0651")
_BEFORE_ITS_LETTER = re.compile("\u064e(?=[اىة])|\u064f(?=و(?!\u0651))|\u0650(?=ي(?!\u0651))")
_SILENT = re.compile(f"[\u064b-\u064d\u0652\u0640]|(?<=^[اأإآٱ])[{_SHORT}]|[{_SHORT}]$")
_FIRST_ALEF = re.compile("^[أإآٱ]")

Word = list[list[str]]
Sentence = list[Word]


@dataclass(frozen=True, slots=True)
class Item:
    """A form, its gold lemma in the compared form, and its part of speech."""

    form: str
    lemma: str
    pos: str


def unvocalised(lemma: str) -> str:
    """Return a gold lemma without harakat, with alef forms, ى/ي and ة/ه folded."""
    return exact(lemma).translate(_FOLDED)


def vocalised(lemma: str) -> str:
    """Return a gold lemma with the harakat that distinguish it from others. Only a first alef is folded."""
    lemma = _BEFORE_ITS_LETTER.sub("", _SHADDA_LAST.sub("\u0651\\1", lemma))
    return _FIRST_ALEF.sub("ا", _SILENT.sub("", lemma))


def sentences(treebank: Path) -> list[Sentence]:
    """Return the sentences of a treebank, each a list of written words, each a list of rows."""
    blocks = treebank.read_text(encoding="utf-8").split("\n\n")
    return [list(_words(block.splitlines())) for block in blocks if block.strip()]


def _words(lines: Iterable[str]) -> Iterator[Word]:
    """Yield the written words. A row without a space after it joins the next row's word, except punctuation."""
    word: Word = []
    for line in lines:
        row = line.split("\t")
        if line.startswith("#") or (len(row) > 1 and not row[0].isdigit()):
            continue
        mark = len(row) < 10 or row[3] in ("PUNCT", "SYM")
        if not mark:
            word.append(row)
        if word and (mark or "SpaceAfter=No" not in row[9]):
            yield word
            word = []


def items(found: Iterable[Sentence], gold: Callable[[str], str] = unvocalised) -> list[Item]:
    """Return the distinct (form, gold lemma) items.

    Two items are one if their folded forms without harakat agree, and their lemmas as `gold` gives them. The commonest
    spelling of the form is kept.
    """
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    classes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word in (word for sentence in found for word in sentence):
        content = [row for row in word if row[3] in CONTENT]
        if len(content) == 1:
            form, lemma = exact("".join(row[1] for row in word)), gold(content[0][2])
            forms[form.translate(_FOLDED), lemma][form] += 1
            classes[form.translate(_FOLDED), lemma][content[0][3]] += 1
    return [Item(_commonest(forms[pair]), pair[1], _commonest(classes[pair])) for pair in forms]


def _commonest(counts: Counter[str]) -> str:
    return max(counts, key=lambda name: (counts[name], name))
