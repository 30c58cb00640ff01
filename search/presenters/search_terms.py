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
from search.query.planner import Searched
from search.retrieval.form_counts import Attested
from search.retrieval.params import Asked, extended
from search.retrieval.service import Answer, lexicon

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

    `count` forms are held, `more` of them are not shown; `articles` adds up how many hold each."""

    word: str
    level: str | Promise
    groups: tuple[Group, ...]
    names: tuple[Droppable, ...]
    dropped: tuple[Droppable, ...]
    count: int
    more: int
    articles: int

    @property
    def absent(self) -> bool:
        """Whether no article holds the word or a name of it, though the reader dropped nothing."""
        return not (self.articles or self.dropped or any(name.count != 0 for name in self.names))


def searched(answer: Answer) -> list[SearchedWord]:
    """The words that were looked for, in the order of the question."""
    words = answer.reading.resolved.searched
    shown = max(FEWEST, SHOWN // max(1, len(words)))
    return [
        _word(answer.asked, found, forms, answer.attested, shown)
        for found, forms in zip(words, answer.attested.lemmas, strict=True)
    ]


def _word(asked: Asked, found: Searched, lemmas: Mapping[str, str], known: Attested, shown: int) -> SearchedWord:
    """A word with the `shown` most frequent of its forms."""
    held = sorted(((form, n) for form in lemmas if (n := known.held[form])), key=lambda pair: (-pair[1], pair[0]))
    without = asked.address()
    return SearchedWord(
        found.word,
        _("what begins so") if found.word.endswith("*") else _LEVEL_NAMES[found.level],
        _groups(held[:shown], _completed(lemmas) if found.dropped and any(lemmas.values()) else lemmas, without),
        tuple(_droppable(name, name, without, known.named.get(name)) for name in found.names),
        tuple(Droppable(_read(value), _with_again(asked, value)) for value in found.dropped),
        len(held),
        max(0, len(held) - shown),
        sum(count for _form, count in held) or known.named.get(found.word, 0),
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


def _completed(lemmas: Mapping[str, str]) -> Mapping[str, str]:
    """The lemmas with those of forms whose key gave way when another form of it was dropped."""
    terms = lexicon().terms
    return {form: lemma or next(iter(terms(form)[1:]), "") for form, lemma in lemmas.items()}


def _read(value: str) -> str:
    """What was dropped, as a reader reads it: a form, a name, or a lemma, kept from turning the words around it."""
    if not value.startswith(LEMMA):
        return value
    return _("%(lemma)s in all its forms") % {"lemma": isolated(value[1:].strip(UNKNOWN))}


def _droppable(text: str, value: str, without: str, count: int | None = None) -> Droppable:
    return Droppable(text, extended(without, "drop", value), count)


def _with_again(asked: Asked, value: str) -> str:
    return asked.address(dropped=tuple(form for form in asked.dropped if form != value))
