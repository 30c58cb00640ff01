"""The archive's levels, and the systems to compare with them, as rules for taking two words for the same."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from arabic import Analyzer, exact, spelling
from arabic import Level as Sameness
from benchmarks.pairwise import Level
from benchmarks.stemmers import STEMMERS
from search.query.planner import plan_query
from search.query.tree import Word


class Forms:
    """A vocabulary of these forms only."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._spelled: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for form in forms:
            self._spelled[spelling(form)][exact(form)] = None

    def forms_spelled(self, spellings: Collection[str]) -> tuple[str, ...]:
        """Return the forms with one of these folded spellings."""
        return tuple(form for spelled in spellings for form in self._spelled.get(spelled, ()))

    def forms_beginning(self, spellings: Collection[str], limit: int) -> tuple[str, ...]:
        """Return no forms: no question here asks for a beginning."""
        return ()

    def forms_of(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return no forms: no question here excludes a form."""
        return {}


def asked(analyzer: Analyzer, forms: Iterable[str]) -> dict[str, Level]:
    """Return the levels, as questions use them in an archive that contains these forms."""
    vocabulary = Forms(forms)

    def level(sameness: Sameness) -> Level:
        def terms(form: str) -> list[str]:
            found = plan_query(Word(form), analyzer=analyzer, vocabulary=vocabulary, level=sameness)
            return [term.text for word in found.search_terms for term in word.terms]

        return Level(terms, analyzer.terms)

    return {sameness.value: level(sameness) for sameness in Sameness}


def indexed(analyzer: Analyzer) -> dict[str, Level]:
    """Return broader and narrower keys that a form could have. "lemma key" is the keys that the index stores."""

    def vocalised(form: str) -> list[str]:
        analysis = analyzer.analyze(form)
        return [reading.lemma for reading in analysis.readings if reading.key in analysis.keys] or list(analysis.keys)

    return {
        "lemma key": Level.of(lambda form: analyzer.terms(form)[1:]),
        "best reading": Level.of(lambda form: analyzer.terms(form)[1:2]),
        "every reading": Level.of(lambda form: [reading.key for reading in analyzer.analyze(form).readings]),
        "keys with harakat": Level.of(vocalised),
    }


def stemmed() -> dict[str, Level]:
    """Return the stock stemmers as levels."""
    return {name: Level.of(lambda form, stem=stem: [stem(form)]) for name, stem in STEMMERS.items()}
