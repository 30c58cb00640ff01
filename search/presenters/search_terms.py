"""Present what was really searched: each word with its forms that the archive holds, and the names it stands for.

Each form, lemma and name can be dropped from the question, and added again.
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
from search.retrieval.params import SearchParams, extended, fitting
from search.retrieval.service import Answer

SHOWN, FEWEST = 60, 8
"""Number of forms listed for a question, divided among its words, and smallest number listed for each word. The other
forms are only counted."""

_LEVEL_NAMES: dict[str, str | Promise] = {rule.level: rule.name for rule in LEVELS}


@dataclass(frozen=True, slots=True)
class Droppable:
    """A form or a name, the address of the question without it (or with it again), and how many articles hold it; None
    if they were not counted."""

    text: str
    address: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Forms of one lemma, the most frequent first. `lemma` is None if the shown forms of the word have only one
    lemma."""

    lemma: Droppable | None
    forms: tuple[Droppable, ...]


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """A word with the name of its level, its forms and names, and those of them that were dropped.

    names: its other names, without those that no article holds.
    count: how many of its forms the archive holds.
    more: how many of these are not shown.
    articles: the sum of the counts of its forms.
    absent: no article holds a form or a name of it, although the reader dropped nothing.
    """

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
    """Return the words that were searched, in the order of the question."""
    terms = answer.interpretation.plan.search_terms
    room = fitting(answer.params.address(), max(SHOWN, FEWEST * len(terms)), 0.4)
    shown = min(max(FEWEST, SHOWN // max(1, len(terms))), room // max(1, len(terms)))
    return [_word(answer.params, answer.form_counts, number, found, shown) for number, found in enumerate(terms)]


def _word(params: SearchParams, counts: FormCounts, number: int, found: SearchTerm, shown: int) -> SearchedWord:
    """Return the word of this number with its `shown` most frequent forms."""
    lemmas, summed = counts.lemmas[number], counts.words[number]
    held = sorted(((form, n) for form in lemmas if (n := counts.held[form])), key=lambda pair: (-pair[1], pair[0]))
    without = params.address()
    names = found.names[: fitting(without, len(found.names), 0.4 / len(counts.words))]
    counted = ((name, counts.named.get(name)) for name in names)
    return SearchedWord(
        found.word,
        _("what begins so") if found.word.endswith("*") else _LEVEL_NAMES[found.level],
        _groups(held[:shown], lemmas, without),
        tuple(_droppable(name, name, without, articles) for name, articles in counted if articles != 0),
        tuple(Droppable(_read(value), _with_again(params, value)) for value in found.dropped),
        len(held),
        max(0, len(held) - shown),
        summed.articles,
        summed.is_absent,
    )


def _groups(shown: list[tuple[str, int]], lemmas: Mapping[str, str], without: str) -> tuple[Group, ...]:
    """Return the shown forms, grouped by lemma if there are several lemmas. Forms without a lemma join the first
    lemma."""
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
    """Return a dropped form, name or lemma as a reader reads it. A lemma is isolated, so that it does not change the
    direction of the words around it."""
    if not value.startswith(LEMMA):
        return value
    return _("%(lemma)s in all its forms") % {"lemma": isolated(value[1:].strip(UNKNOWN))}


def _droppable(text: str, value: str, without: str, count: int | None = None) -> Droppable:
    return Droppable(text, extended(without, "drop", value), count)


def _with_again(params: SearchParams, value: str) -> str:
    return params.address(dropped=tuple(form for form in params.dropped if form != value))
