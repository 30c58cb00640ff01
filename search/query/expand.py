"""Expand one word at one level to the index terms that stand for it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from arabic import Analyzer, Level, Reading, exact, spelling
from arabic.affixes import behind_article, with_proclitics, without_article
from arabic.harakat import agreeing
from arabic.nisba import nisba
from arabic.readings import MEANT, UNKNOWN, good_keys
from arabic.roots import written
from search.query.plan import Term
from search.query.question import Code, Notice, notice

EXPANSION_LIMIT = 500
"""Index terms that one word may stand for, on every engine; further terms are cut, with a notice."""

EXACT_WEIGHT = 0.25
"""Weight of the exact form beside its lemma: any value from .2 to .8 gives nearly the same order of results."""

NISBA_WEIGHT, DERIVED_WEIGHT, ROOT_WEIGHT = 0.5, 0.3, 0.1
"""Weights of a related word, in the score only, where the word itself has 1: a nisba adjective of the word or the noun
that it is derived from, a word of its verb form, a word of its root. Chosen by known-item MRR on ANT headlines that
docs/quality.md does not use; half or twice as much gives nearly the same."""

RELATED_LIMIT = 8
"""Related words that are used for a word, the nearest first. More of them cost time on every engine and improve no
known-item search; four are too few."""

WIDER_WEIGHT = 0.5
"""Weight of a lemma that shares only the verb form or the root with the word: less than the word's own weight of 1."""


LEMMA = "*"
"""Stands before a lemma's key among the dropped forms: drop the whole lemma."""


class Vocabulary(Protocol):
    """The forms that occur, or once occurred, in the archive."""

    def forms_spelled(self, spellings: Collection[str]) -> tuple[str, ...]:
        """Return the exact forms with one of these folded spellings, in order."""
        ...

    def forms_beginning(self, spellings: Collection[str], limit: int) -> tuple[str, ...]:
        """Return the exact forms whose folded spelling begins with one of these, the shortest first, `limit` at
        most."""
        ...

    def forms_of(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the exact forms of each key; a key without forms is left out."""
        ...


@dataclass(frozen=True, slots=True)
class Expansion:
    """The terms a word stands for, those of its forms that the reader dropped, its readings taken and those not
    taken."""

    terms: tuple[Term, ...]
    dropped: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()


Method = TypeVar("Method", bound=Callable[..., Any])


def once(method: Method) -> Method:
    """Make a method of Expander return what it returned before for the same arguments."""

    @wraps(method)
    def known(self: "Expander", *args: Hashable, **named: Hashable) -> Any:
        key = method.__name__, args, *named.values()
        if key not in self.known:
            self.known[key] = method(self, *args, **named)
        return self.known[key]

    return cast(Method, known)


class Expander:
    """Expands words with the lexicon and the archive's forms, without the `dropped` forms.

    `notices` gets a notice for each expansion that is cut, and for each word without a known root or verb form. A word
    that a question repeats is expanded once.
    """

    def __init__(self, analyzer: Analyzer, vocabulary: Vocabulary, dropped: frozenset[str]) -> None:
        self.notices: list[Notice] = []
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._dropped = dropped
        self._held: dict[str, list[str]] = {}
        self.known: dict[Hashable, Any] = {}

    def expect(self, names: Collection[tuple[str, ...]]) -> None:
        """Look up in one query the forms that names and phrases will need."""
        first = [form for name in names for form in (exact(name[0]), *with_proclitics(exact(name[0])))]
        self._spelled({spelling(word) for word in (*first, *(exact(word) for name in names for word in name[1:]))})

    @once
    def word(self, word: str, level: Level) -> Expansion:
        """Expand a word at a level. The exact form is always among its terms, unless it was dropped."""
        if level is Level.EXACT:
            return self._expansion(word, [_exact(word, 1.0)])
        if level is Level.SPELLING:
            return self._expansion(word, _spelled(word, self._variants((exact(word),))))
        taken, others = self._readings(word)
        wider: list[Term] = []
        if level is not Level.LEMMA:
            wider = self._derived(word, taken, level)
        if level is Level.ROOT:
            wider += self._rooted(word, _roots(taken))
        return self._expansion(word, [*_lemma(word, taken), *wider], taken, others)

    @once
    def related(self, word: str) -> tuple[Term, ...]:
        """Return the terms of words related to a word at the lemma level, not of the word itself: they only add to a
        score."""
        taken, _ = self._readings(word)
        kin = (
            (NISBA_WEIGHT, (key for reading in taken for key in nisba(reading.key))),
            (DERIVED_WEIGHT, (key for reading in taken for key in self._analyzer.derived_keys(reading))),
            (ROOT_WEIGHT, (key for root in _roots(taken) for key in self._analyzer.keys_of_root(root))),
        )
        weights: dict[str, float] = dict.fromkeys((reading.key for reading in taken), 0.0)
        for weight, keys in kin:
            for key in keys:
                weights.setdefault(key, weight)
        return tuple(Term(key, weight) for key, weight in weights.items() if weight)[:RELATED_LIMIT]

    @once
    def root(self, text: str) -> Expansion:
        """Expand a root that was typed as a root (جذر:كتب). If the text is not a known root, expand it as a word at the
        root level."""
        taken, _ = self._readings(text)
        # A long alef fits several roots: prefer the root of the word itself (زار is زور, although زءر exists).
        likely = set(written(text)).intersection(_roots(taken))
        root = next((root for root in _roots(taken) if root in likely), "") or self._analyzer.root_of(text)
        if not root:
            return self.word(text, Level.ROOT)
        return self._expansion(text, [*_lemma(text, taken), *self._rooted(text, (root,))])

    @once
    def phrase_start(self, word: str) -> Expansion:
        """Expand the first word of a phrase at the spelling level: alone, and with the proclitics و ف ب ك ل لل."""
        return self._expansion(word, _spelled(word, self._behind_particles(exact(word))))

    @once
    def of_name(self, word: str, *, first: bool) -> Expansion:
        """Expand one word of a name of several words, in any spelling: the other words make clear whether على means
        علي. The first word may carry the proclitics و ف ب ك ل لل."""
        form = exact(word)
        behind = self._behind_particles(form) if first else []
        return self._expansion(word, _spelled(word, [*self._spelled((spelling(form),)), *behind]))

    @once
    def name(self, word: str) -> Expansion:
        """Expand a name of one word to its own forms with their clitics, not to other words that the same letters may
        be."""
        form = exact(word)
        forms = self._behind_particles(form)
        taken, others = self._readings(word)
        own = tuple(reading for reading in taken if reading.pos == "noun_prop") or taken[:1]
        keys = [reading.key for reading in own if self._is_only(reading, form)]
        weight = EXACT_WEIGHT if keys else 1.0
        terms = [*map(Term, keys), _exact(word, weight), *(Term("=" + held, weight) for held in forms)]
        return self._expansion(word, terms, own, others)

    def _is_only(self, reading: Reading, name: str) -> bool:
        """Return whether the reading's key belongs to the name and to no other word."""
        if not reading.pos:  # an unknown word: فرنس is not رنس with the particle ف
            return without_article(reading.key.removeprefix(UNKNOWN)) == without_article(spelling(name))
        return reading.key in self._analyzer.keys_of_names and spelling(reading.key) == spelling(name)

    @once
    def beginning(self, text: str) -> Expansion:
        """Expand to the archive's forms that begin with these letters, alone or after the article and the particles
        before it."""
        start = spelling(text)
        forms = self._vocabulary.forms_beginning((start, *behind_article(start)), EXPANSION_LIMIT + 1)
        return self._expansion(text, [Term("=" + form) for form in forms])

    def _behind_particles(self, form: str) -> list[str]:
        """Return the archive's forms of this form, alone and with the proclitics و ف ب ك ل لل. Other words with the
        same letters are left out: لسان is not "to San"."""
        own = {reading.key for reading in self._analyzer.analyze(form).readings}
        held = self._variants((form, *with_proclitics(form)))
        return [other for other in held if spelling(other) == spelling(form) or self._may_be(other, own)]

    def _may_be(self, form: str, keys: Collection[str]) -> bool:
        """Return whether readings with one of these keys have at least the share MEANT of the total weight. Readings
        of words that the lexicon lacks count too."""
        readings = self._analyzer.analyze(form).readings
        meant = sum(reading.weight for reading in readings if reading.key in keys or not reading.pos)
        return meant >= MEANT * sum(reading.weight for reading in readings)

    def _variants(self, forms: tuple[str, ...]) -> list[str]:
        """Return the archive's forms that are one of these forms in any spelling; those of the first form first."""
        typed: dict[str, list[str]] = defaultdict(list)
        for form in forms:
            typed[spelling(form)].append(form)
        same = self._analyzer.same_spelling
        found = [other for other in self._spelled(typed) if any(same(form, other) for form in typed[spelling(other)])]
        return sorted(found, key=lambda other: (spelling(other) != spelling(forms[0]), other))

    def _spelled(self, spellings: Collection[str]) -> list[str]:
        """Return the archive's forms with one of these folded spellings; each spelling is looked up once."""
        if new := set(spellings) - self._held.keys():
            self._held |= {folded: [] for folded in new}
            for form in self._vocabulary.forms_spelled(new):
                self._held[spelling(form)].append(form)
        return [form for folded in spellings for form in self._held[folded]]

    def _derived(self, word: str, taken: tuple[Reading, ...], level: Level) -> list[Term]:
        derived = [Term(key, WIDER_WEIGHT) for reading in taken for key in self._analyzer.derived_keys(reading)]
        if not derived and level is Level.DERIVATION:
            self._note(Code.NO_DERIVATION, word=word)
        return derived

    def _rooted(self, word: str, roots: tuple[str, ...]) -> list[Term]:
        related = [Term(key, WIDER_WEIGHT) for root in roots for key in self._analyzer.keys_of_root(root)]
        if not related:
            self._note(Code.NO_ROOT, word=word)
        return related

    def _readings(self, word: str) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
        """Return the good readings that the word's harakat allow, and all other readings. If the word is itself the
        headword of a good reading, take that reading alone, so that مقاتل does not find every مقتل."""
        readings = self._analyzer.analyze(exact(word)).readings
        allowed = agreeing(word, readings)
        keys = good_keys([(reading.key, reading.weight) for reading in allowed])
        keys = (exact(word),) if exact(word) in keys else keys
        taken = sorted((reading for reading in allowed if reading.key in keys), key=lambda r: keys.index(r.key))
        return tuple(taken), tuple(reading for reading in readings if reading.key not in keys)

    def _expansion(
        self, word: str, terms: list[Term], taken: tuple[Reading, ...] = (), others: tuple[Reading, ...] = ()
    ) -> Expansion:
        """Return the expansion with each term once, at its first weight, without the dropped forms, at most
        EXPANSION_LIMIT."""
        kept, dropped = self._kept(terms)
        weights: dict[str, Term] = {}
        for term in kept:
            weights.setdefault(term.text, term)
        if len(weights) > EXPANSION_LIMIT:
            self._note(Code.EXPANSION_CUT, word=word, limit=EXPANSION_LIMIT)
        return Expansion(tuple(weights.values())[:EXPANSION_LIMIT], dropped, taken, others)

    def _kept(self, terms: list[Term]) -> tuple[list[Term], tuple[str, ...]]:
        """Return the terms without the dropped forms and lemmas, and what was dropped. A key that has a dropped form is
        replaced by its other forms."""
        if not self._dropped:
            return terms, ()
        forms_of = self._vocabulary.forms_of([term.text for term in terms if not term.text.startswith("=")])
        kept: list[Term] = []
        gone: dict[str, None] = {}
        for term in terms:
            if LEMMA + term.text in self._dropped:
                gone[LEMMA + term.text] = None
                continue
            forms = (term.text[1:],) if term.text.startswith("=") else forms_of.get(term.text, ())
            unwanted = self._dropped.intersection(forms)
            gone.update(dict.fromkeys(sorted(unwanted)))
            kept += [Term("=" + form, term.weight) for form in forms if form not in unwanted] if unwanted else [term]
        return kept, tuple(gone)

    def _note(self, code: Code, **params: str | int) -> None:
        said = notice(code, **params)
        if said not in self.notices:
            self.notices.append(said)


def _exact(word: str, weight: float) -> Term:
    return Term("=" + exact(word), weight)


def _lemma(word: str, taken: tuple[Reading, ...]) -> list[Term]:
    return [*(Term(reading.key) for reading in taken), _exact(word, EXACT_WEIGHT)]


def _spelled(word: str, forms: Iterable[str]) -> list[Term]:
    """Return the terms of these forms; the typed form weighs a little more than the others."""
    return [_exact(word, 1 + EXACT_WEIGHT), *(Term("=" + form) for form in forms)]


def _roots(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.root for reading in readings if reading.root))
