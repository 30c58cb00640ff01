"""What was really searched: each word with the forms of it that the archive holds, and the names it stands for.

Each form, lemma and name can be dropped from the question, and brought back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from arabic.readings import UNKNOWN
from articles.wording import isolated
from search.levels import LEVELS
from search.query.expand import LEMMA
from search.query.planner import SearchTerm
from search.retrieval.form_counts import FormCounts
from search.retrieval.params import SearchParams, extended
from search.retrieval.service import Answer

SHOWN, FEWEST = 60, 8
"""Forms that are listed, shared out among the words of a question, and how many each word has at least; the rest are
counted."""

_LEVEL_NAMES: dict[str, str | Promise] = {rule.level: rule.name for rule in LEVELS}


@dataclass(frozen=True, slots=True)
class Droppable:
    """A form or a name, the address of the question without it (or with it again), and how many articles hold it; None
    where nobody counted."""

    text: str
    address: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Forms of one lemma, the most frequent first; `lemma` is None where a word has no other."""

    lemma: Droppable | None
    forms: tuple[Droppable, ...]


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """A word with its level in words, its forms and names, and what of them was dropped.

    `count` forms are held, `more` of them are not shown; `articles` adds up how many hold each; `absent` says that none
    does."""

    word: str
    level: str | Promise
    groups: tuple[Group, ...]
    names: tuple[Droppable, ...]
    dropped: tuple[Droppable, ...]
    count: int
    more: int
    articles: int
    absent: bool


def search_terms(answer: Answer) -> list[SearchedWord]:
    """Return the words that were looked for, in the order of the question."""
    terms = answer.interpretation.plan.search_terms
    shown = max(FEWEST, SHOWN // max(1, len(terms)))
    return [_word(answer.params, answer.form_counts, number, found, shown) for number, found in enumerate(terms)]


def _word(params: SearchParams, counts: FormCounts, number: int, found: SearchTerm, shown: int) -> SearchedWord:
    """Return the word of this number with the `shown` most frequent of its forms."""
    lemmas, summed = counts.lemmas[number], counts.words[number]
    held = sorted(((form, n) for form in lemmas if (n := counts.held[form])), key=lambda pair: (-pair[1], pair[0]))
    without = params.address()
    return SearchedWord(
        found.word,
        _("what begins so") if found.word.endswith("*") else _LEVEL_NAMES[found.level],
        _groups(held[:shown], lemmas, without),
        tuple(_droppable(name, name, without, counts.named.get(name)) for name in found.names),
        tuple(Droppable(_read(value), _with_again(params, value)) for value in found.dropped),
        len(held),
        max(0, len(held) - shown),
        summed.articles,
        summed.is_absent,
    )


def _groups(shown: list[tuple[str, int]], lemmas: Mapping[str, str], without: str) -> tuple[Group, ...]:
    """The forms shown, by lemma where there are several; what has none of its own stands with the first."""
    groups: dict[str, list[Droppable]] = {}
    first = next((lemmas[form] for form, _ in shown if lemmas[form]), "")
    for form, count in shown:
        groups.setdefault(lemmas[form] or first, []).append(_droppable(form, form, without, count))
    several = len(groups) > 1
    return tuple(
        Group(_droppable(lemma.strip(UNKNOWN), LEMMA + lemma, without) if several else None, tuple(forms))
        for lemma, forms in groups.items()
    )


def _read(value: str) -> str:
    """What was dropped, as a reader reads it: a form, a name, or a lemma, kept from turning the words around it."""
    if not value.startswith(LEMMA):
        return value
    return _("%(lemma)s in all its forms") % {"lemma": isolated(value[1:].strip(UNKNOWN))}


def _droppable(text: str, value: str, without: str, count: int | None = None) -> Droppable:
    return Droppable(text, extended(without, "drop", value), count)


def _with_again(params: SearchParams, value: str) -> str:
    return params.address(dropped=tuple(form for form in params.dropped if form != value))
