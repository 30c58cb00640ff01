"""One word at one level -> the index terms that stand for it."""

from collections.abc import Callable, Iterable

from search.analysis import Analyzer, Level, Reading, exact, spelling
from search.analysis.readings import good_keys
from search.query.harakat import agreeing
from search.query.proclitics import with_proclitics
from search.query.question import Code, Notice, notice
from search.query.resolved import Term

EXPANSION_LIMIT = 500
"""Terms that one word may stand for, on every engine; more is cut, with a notice."""

EXACT_WEIGHT = 0.25
"""What the exact form adds to its lemma: the best known-item MRR measured on ANT (DESIGN.md, .8117 against .8093)."""

ROOT_WEIGHT = 0.5
"""The share of a lemma that is only of the word's root: below the word's own."""


class Expander:
    """Expands words by the lexicon and by the archive's forms; collects a notice for each expansion that is cut."""

    def __init__(self, analyzer: Analyzer, forms_spelled: Callable[[str], tuple[str, ...]]) -> None:
        self.notices: list[Notice] = []
        self._analyzer = analyzer
        self._forms_spelled = forms_spelled

    def terms(self, word: str, level: Level) -> tuple[Term, ...]:
        """The terms of a word at a level; they always hold its exact form."""
        match level:
            case Level.EXACT:
                return (_exact(word, 1.0),)
            case Level.SPELLING:
                return self._cut(word, _spelled(word, self._variants(exact(word))))
            case Level.LEMMA:
                return self._cut(word, self._lemma(word))
            case Level.ROOT:
                return self._rooted(word, _roots(self._readings(word)))

    def root_terms(self, text: str) -> tuple[Term, ...]:
        """The terms of a root that was typed as one (جذر:كتب); where it is none, those of the word's own root."""
        root = self._analyzer.root_of(text)
        return self._rooted(text, (root,) if root else _roots(self._readings(text)))

    def terms_with_proclitics(self, word: str) -> tuple[Term, ...]:
        """The terms of a phrase's first word at the spelling level, alone and behind و ف ب ك ل لل."""
        form = exact(word)
        forms = [held for typed in (form, *with_proclitics(form)) for held in self._variants(typed)]
        return self._cut(word, _spelled(word, forms))

    def _variants(self, form: str) -> list[str]:
        """The forms of the archive that are this one, spelled in any way."""
        held = self._forms_spelled(spelling(form))
        return [other for other in held if self._analyzer.same_spelling(form, other)]

    def _lemma(self, word: str) -> list[Term]:
        return [*(Term(key) for key in self._keys(word)), _exact(word, EXACT_WEIGHT)]

    def _rooted(self, word: str, roots: tuple[str, ...]) -> tuple[Term, ...]:
        related = [Term(key, ROOT_WEIGHT) for root in roots for key in self._analyzer.keys_of_root(root)]
        if not related:
            self._note(Code.NO_ROOT, word=word)
        return self._cut(word, [*self._lemma(word), *related])

    def _keys(self, word: str) -> tuple[str, ...]:
        """The keys of the good readings; a word that is itself the headword of one is asked by that one alone, so that
        مقاتل does not bring every مقتل."""
        keys = good_keys([(reading.key, reading.weight) for reading in self._readings(word)])
        headword = exact(word)
        return (headword,) if headword in keys else keys

    def _readings(self, word: str) -> tuple[Reading, ...]:
        """The readings of a word that its harakat allow."""
        return agreeing(word, self._analyzer.analyze(exact(word)).readings)

    def _cut(self, word: str, terms: Iterable[Term]) -> tuple[Term, ...]:
        """Each term once, with the first weight it has, and no more than EXPANSION_LIMIT."""
        weights: dict[str, Term] = {}
        for term in terms:
            weights.setdefault(term.text, term)
        if len(weights) > EXPANSION_LIMIT:
            self._note(Code.EXPANSION_CUT, word=word, limit=EXPANSION_LIMIT)
        return tuple(weights.values())[:EXPANSION_LIMIT]

    def _note(self, code: Code, **params: str | int) -> None:
        said = notice(code, **params)
        if said not in self.notices:
            self.notices.append(said)


def _exact(word: str, weight: float) -> Term:
    return Term("=" + exact(word), weight)


def _spelled(word: str, forms: Iterable[str]) -> list[Term]:
    """The typed form a little above the others."""
    return [_exact(word, 1 + EXACT_WEIGHT), *(Term("=" + form) for form in forms)]


def _roots(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    """The roots of the good readings, best first."""
    good = good_keys([(reading.key, reading.weight) for reading in readings])
    return tuple(dict.fromkeys(reading.root for reading in readings if reading.root and reading.key in good))
