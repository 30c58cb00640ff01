"""The versions of the lexicon and of the terms are raised with what they stand for, and with nothing else.

A lexicon of a fixed list of forms is made by the code as it is. Digests of it, and of the terms it gives, stand here
beside the versions they belong to.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie
import pytest

from arabic import Analyzer, spelling
from arabic.analyzer import TERMS_VERSION
from arabic.lexicon import words
from arabic.lexicon.build import LEXICON_VERSION, compile_lexicon
from arabic.sealed import SUMS
from arabic.store import Store
from tests.support.bars import unseen

LEXICON = (1, "03c7a58a2421fc6b")
"""LEXICON_VERSION, and the digest of the lexicon that is made under it."""

TERMS = (1, 1, "116150b41d2452e6")
"""LEXICON_VERSION and TERMS_VERSION, and the digest of the terms that are made under them."""

COMMON, EVERY = 500, 150
"""Of the word list the commonest forms, and one in so many of all others: some 4,400."""

KINDS = (
    "كِتابٌ كتـاب مسئول مسؤول شئون شؤون رءوس قارىء مدرسه مدرسة علي على قوى قوي أبوظبي عبدالله الباغوز والباغوز بالباغوز "
    "للباغوز كالباغوز فللباغوز باغوزي الباغوزيون ٢٠١٩ 2019 ١٬٢٠٠ 1,200 3.5 ٣٫٥ 1.200.000 الثمانينات پاريس گوگل ڤيينا "
    "لايمكن لازالت ماحدث هذاالأسبوع فيالعراق وفيالعراق COVID-19 covid19 Straße café @user @مستخدم #وسم_طويل "
    "www.example.org/a?b=1 https://example.org/ا user@example.org أ.ف.ب أ.ف.ب. U.N. ﻻ ﷲ ھذہ یک ى ء ؤ سيلعبونها "
    "أفلايعلمون فسيكفيكهم واستخدموها وللوزراء كوزيرة وزيرين "
    "بوزرائهم لل للغة لللغة ال الى إلي التى فى نادى غوتيريش جوتيريس فيسبوك حوثيون داعشي كورونا"
)
TEXTS = (
    'قال «الرئيس»: كـ"دروع بشرية" لـ كلمة بـ5 سوريا و لبنان (أ ف ب) - ٢٣ آذار/مارس 2019، 12:30 1,200.5 دولار.',
    "زار الـUN وكـ اليونسكو، كتب @user: https://example.org/?q=1… #هدنة 50% 100كم هـ",
    "\u200fكتب\u200cها ﻣﺤﻤﺪ گفت که\u00a0می‌رود؛ U.S. vs. E.U. café",
)


def listed() -> dict[str, float]:
    """The forms that the lexicon is made of, of all frequencies, with how often each is written."""
    counts = words.counted()
    ordered = sorted(counts, key=lambda form: (-counts[form], form))
    return {form: counts[form] for form in (*ordered[:COMMON], *ordered[COMMON::EVERY])}


def pairs() -> Iterator[str]:
    for line in (Path(__file__).parent / "word_pairs.tsv").read_text(encoding="utf-8").splitlines():
        yield from line.split("\t")[:2]


def digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "made").mkdir()
    compile_lexicon(folder / "made", None, listed(), unseen)
    return folder


def digest_of_lexicon(folder: Path) -> str:
    """A digest of all files. Weights are taken to four digits: the last ones may differ from one machine to another."""
    weights = marisa_trie.RecordTrie("<f").mmap(str(folder / "weights.marisa"))
    files = (path for path in sorted(folder.iterdir()) if path.name not in ("weights.marisa", SUMS))
    return digest(
        [
            *(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files),
            *(f"{name} {weight:.3e}" for name, (weight,) in sorted(weights.items())),
        ]
    )


def digest_of_terms(analyzer: Analyzer) -> str:
    """A digest of the tokens of texts, and of the terms and the folded spelling of forms."""
    forms = [*listed(), *pairs(), *KINDS.split()]
    return digest(
        [
            *(f"{form} {spelling(form)} {' '.join(analyzer.terms(form))}" for form in forms),
            *(str(token) for text in TEXTS for token in analyzer.tokens(text)),
            *(str(found) for text in TEXTS for found in (analyzer.spans(text), analyzer.forms(text))),
        ]
    )


def test_a_change_to_the_lexicon_raises_its_version(lexicon: Path) -> None:
    made = (LEXICON_VERSION, digest_of_lexicon(lexicon / "made"))
    assert made == LEXICON, (
        f"The lexicon is another one. Raise LEXICON_VERSION (arabic/lexicon/build.py), unless a package of "
        f"requirements.txt changed instead, which is noticed by itself; then write here LEXICON = {made}"
    )


def test_a_change_to_the_terms_raises_their_version(lexicon: Path) -> None:
    analyzer = Analyzer(Store(lexicon, "made"))
    made = (LEXICON_VERSION, TERMS_VERSION, digest_of_terms(analyzer))
    assert made == TERMS, (
        f"Tokens or terms are others. Raise TERMS_VERSION (arabic/analyzer.py), unless LEXICON_VERSION was raised "
        f"for it; then write here TERMS = {made}"
    )
