"""Suggest corrections ("did you mean") for a word that no article holds: the nearest words that some article holds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log10

from arabic import spelling
from arabic.misspellings import distance, in_arabic, neighbours, parted
from search.backends import default
from search.indexing.vocabulary import ArchiveVocabulary
from search.query.prune import removable_parts, without_part
from search.query.rewrite import joined, replaced, words_of
from search.query.tree import Everything, Node, Word
from search.query.unparse import unparse
from search.retrieval.form_counts import WordCount
from search.retrieval.params import SearchParams
from search.retrieval.withdrawn import Withdrawn

OFFERED, WORDS = 3, 3
"""Largest number of corrections offered for a word, and of words corrected. Each corrected word costs one look-up in
the vocabulary."""

NEARNESS = 3.0
"""Weight of one letter of edit distance, compared with a factor of ten in the number of articles. Measured on 1,037
forms of ANT with one or two typing errors: the original form is among the first three in 88 of 100 (83 at weight 1, 87
at weight 6)."""

RARE, OFTEN = 2, 100
"""A word in at most RARE articles is taken for a typing error if a word of the same sound is in at least OFTEN times as
many articles."""

_LATIN_KEYS = re.compile(r"[A-Za-z\[\];',./`]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction: its text, the number of articles that hold it, and the address of the corrected question."""

    text: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A word that no article or hardly any article holds: the number of these articles, and its corrections, the
    likeliest first."""

    word: str
    count: int
    corrections: tuple[Correction, ...]


def doubtful_words(params: SearchParams, words: Iterable[WordCount], withdrawn: Withdrawn) -> list[Doubtful]:
    """Return the words of a question that no article holds, and the rare ones for which a frequent word of the same
    sound exists. Raise SearchUnavailableError if the engine cannot be queried."""
    rare = {entry.word: entry.articles for entry in words if entry.is_absent or 0 < entry.articles <= RARE}
    looked_at = list(rare)[:WORDS]
    found = [
        Doubtful(word, n, tuple(_corrections(params, word, n, withdrawn)) if word in looked_at else ())
        for word, n in rare.items()
    ]
    return [word for word in found if word.corrections or not word.count]


def without_missing(question: Node, found: Iterable[Doubtful]) -> str:
    """Return the question without the words that no article holds. Return "" if no word is missing, or all are."""
    tree, missing = question, {word.word for word in found if not word.count}
    if not missing:
        return ""
    while places := [at for at, part in removable_parts(tree) if isinstance(part, Word) and part.text in missing]:
        tree = without_part(tree, places[0])
    return unparse(tree) if tree not in (question, Everything()) else ""


def _corrections(params: SearchParams, word: str, count: int, withdrawn: Withdrawn) -> list[Correction]:
    if word not in {token.text for token in words_of(params.text)}:
        return []
    spelled = spelling(word)
    near, pairs, others = neighbours(spelled), parted(spelled), dict(_rewritten(params.text, word))
    held = _held({*near, *(part for pair in pairs for part in pair), *others}, withdrawn)
    offers = [_offer(params, word, distance(spelled, form), held[form]) for form in near & held.keys() if len(form) > 2]
    if count:
        offers = [offer for offer in offers if offer[0] < 1 and offer[1].count >= OFTEN * count]
    else:
        both = [(held[one], held[two]) for one, two in pairs if one in held and two in held]
        offers += [_offer(params, word, 1, (f"{one} {two}", min(n, m))) for (one, n), (two, m) in both]
        offers += [
            (0, Correction(*held[form], params.address(text=text))) for form, text in others.items() if form in held
        ]
    offers.sort(key=lambda offer: NEARNESS * offer[0] - log10(offer[1].count))
    return [way for _, way in offers[:OFFERED]]


def _offer(params: SearchParams, word: str, far: float, by: tuple[str, int]) -> tuple[float, Correction]:
    return far, Correction(*by, params.address(text=replaced(params.text, word, by[0])))


def _rewritten(text: str, word: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of a folded spelling and the question with it, made from the letters of the question: the word joined
    with the word beside it, or typed with the wrong keyboard layout."""
    for one, two in pairwise(words_of(text)):
        if word in (one.text, two.text) and text[one.end : two.start].isspace():
            yield spelling(one.text + two.text), joined(text, one, two)
    for typed in set(_LATIN_KEYS.findall(text)):
        if word in typed:
            yield spelling(in_arabic(typed)), text.replace(typed, in_arabic(typed))


def _held(spellings: set[str], withdrawn: Withdrawn) -> dict[str, tuple[str, int]]:
    """Return the folded spellings that some article holds, each with its most frequent form and the number of articles
    that hold this form."""
    counts = {"=" + form: count for form, count in ArchiveVocabulary().counts_spelled(spellings).items()}
    held: dict[str, tuple[str, int]] = {}
    for term, count in withdrawn.taken_from(counts, default()).items():
        form = term[1:]
        spelled = spelling(form)
        if count > held.get(spelled, ("", 0))[1]:
            held[spelled] = (form, count)
    return held
