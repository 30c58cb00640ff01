"""One word at one level -> the index terms that stand for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from arabic import Analyzer, Level, Reading, exact, spelling
from arabic.affixes import behind_article, with_proclitics, without_article
from arabic.harakat import agreeing
from arabic.nisba import nisba
from arabic.readings import MEANT, UNKNOWN, good_keys
from arabic.roots import written
from search.query.plan import Term
from search.query.question import Code, Notice, notice

EXPANSION_LIMIT = 500
"""Terms that one word may stand for, on every engine; more is cut, with a notice."""

EXACT_WEIGHT = 0.25
"""What the exact form adds to its lemma: from .2 to .8 the order of results stays nearly the same."""

NISBA_WEIGHT, DERIVED_WEIGHT, ROOT_WEIGHT = 0.5, 0.3, 0.1
"""What a related word counts for beside the word itself, in the score alone: an adjective made of it or what it is made
of, a word of its verb form, one of its root. Chosen by known-item MRR on ANT headlines that docs/quality.md does not
ask; half or twice as much gives nearly the same."""

RELATED_LIMIT = 8
"""Related words of a word, the nearest first. More cost every engine time and better no known-item search; four are
too few."""

WIDER_WEIGHT = 0.5
"""The share of a lemma that is only of the word's verb form or root: below the word's own."""


LEMMA = "*"
"""What stands before a lemma's key, among the dropped forms, to drop the whole of it."""


class Vocabulary(Protocol):
    """The forms that the archive has held."""

    def forms_spelled(self, spellings: Collection[str]) -> tuple[str, ...]:
        """The exact forms with one of these folded spellings, in order."""
        ...

    def forms_beginning(self, spellings: Collection[str], limit: int) -> tuple[str, ...]:
        """The exact forms whose folded spelling begins with one of these, the shortest first, `limit` at most."""
        ...

    def forms_of(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The exact forms of each key that has some."""
        ...


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a word stands for: its terms, the forms of it that the reader dropped, its readings taken and not taken."""

    terms: tuple[Term, ...]
    dropped: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()


class Expander:
    """Expands words by the lexicon and by the archive's forms, less the `dropped` ones; collects a notice for each
    expansion that is cut, and for each word that no root or verb form is known of."""

    def __init__(self, analyzer: Analyzer, vocabulary: Vocabulary, dropped: frozenset[str]) -> None:
        self.notices: list[Notice] = []
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._dropped = dropped
        self._held: dict[str, list[str]] = {}

    def expect(self, names: Collection[tuple[str, ...]]) -> None:
        """Look up, at once, the forms that names and phrases will be spelled by."""
        first = [form for name in names for form in (exact(name[0]), *with_proclitics(exact(name[0])))]
        self._spelled({spelling(word) for word in (*first, *(exact(word) for name in names for word in name[1:]))})

    def word(self, word: str, level: Level) -> Expansion:
        """A word at a level; its exact form is always among its terms."""
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

    def related(self, word: str) -> tuple[Term, ...]:
        """What stands near a word at the lemma level and is not the same: it adds to a score."""
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

    def root(self, text: str) -> Expansion:
        """A root that was typed as one (جذر:كتب); where it is none, the word at the root level."""
        taken, _ = self._readings(text)
        # Of the roots that a long alef may stand for, that of the word itself: زار is زور, though there is a زءر.
        likely = set(written(text)).intersection(_roots(taken))
        root = next((root for root in _roots(taken) if root in likely), "") or self._analyzer.root_of(text)
        if not root:
            return self.word(text, Level.ROOT)
        return self._expansion(text, [*_lemma(text, taken), *self._rooted(text, (root,))])

    def phrase_start(self, word: str) -> Expansion:
        """A phrase's first word at the spelling level, alone and behind و ف ب ك ل لل."""
        return self._expansion(word, _spelled(word, self._behind_particles(exact(word))))

    def of_name(self, word: str, *, first: bool) -> Expansion:
        """A word of a name of several, in any spelling: the others leave no doubt whether على is علي. The first may
        stand behind و ف ب ك ل لل."""
        form = exact(word)
        behind = self._behind_particles(form) if first else []
        return self._expansion(word, _spelled(word, [*self._spelled((spelling(form),)), *behind]))

    def name(self, word: str) -> Expansion:
        """A name: its own forms with their clitics, and no other word of the lemma that those letters may also be."""
        form = exact(word)
        forms = self._behind_particles(form)
        taken, others = self._readings(word)
        own = tuple(reading for reading in taken if reading.pos == "noun_prop") or taken[:1]
        keys = [reading.key for reading in own if self._is_only(reading, form)]
        weight = EXACT_WEIGHT if keys else 1.0
        terms = [*map(Term, keys), _exact(word, weight), *(Term("=" + held, weight) for held in forms)]
        return self._expansion(word, terms, own, others)

    def _is_only(self, reading: Reading, name: str) -> bool:
        """Whether the reading's key is that of the name and of no other word."""
        if not reading.pos:  # فرنس is no رنس behind a particle
            return without_article(reading.key.removeprefix(UNKNOWN)) == without_article(spelling(name))
        return reading.key in self._analyzer.keys_of_names and spelling(reading.key) == spelling(name)

    def beginning(self, text: str) -> Expansion:
        """The forms of the archive that begin with these letters, alone or behind the article and its particles."""
        start = spelling(text)
        forms = self._vocabulary.forms_beginning((start, *behind_article(start)), EXPANSION_LIMIT + 1)
        return self._expansion(text, [Term("=" + form) for form in forms])

    def _behind_particles(self, form: str) -> list[str]:
        """The forms of the archive that are this one, alone or behind و ف ب ك ل لل; no other word of those letters:
        لسان is not "to San"."""
        own = {reading.key for reading in self._analyzer.analyze(form).readings}
        held = self._variants((form, *with_proclitics(form)))
        return [other for other in held if spelling(other) == spelling(form) or self._may_be(other, own)]

    def _may_be(self, form: str, keys: Collection[str]) -> bool:
        """Whether a form may be read by one of these keys; so may any that the lexicon lacks."""
        readings = self._analyzer.analyze(form).readings
        meant = sum(reading.weight for reading in readings if reading.key in keys or not reading.pos)
        return meant >= MEANT * sum(reading.weight for reading in readings)

    def _variants(self, forms: tuple[str, ...]) -> list[str]:
        """The forms of the archive that are one of these, spelled in any way; those of the first of these first."""
        typed: dict[str, list[str]] = defaultdict(list)
        for form in forms:
            typed[spelling(form)].append(form)
        same = self._analyzer.same_spelling
        found = [other for other in self._spelled(typed) if any(same(form, other) for form in typed[spelling(other)])]
        return sorted(found, key=lambda other: (spelling(other) != spelling(forms[0]), other))

    def _spelled(self, spellings: Collection[str]) -> list[str]:
        """The forms of the archive with one of these folded spellings."""
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
        """The good readings that the word's harakat allow, and the others; a word that is itself the headword of one
        is taken as that one alone, so that مقاتل does not bring every مقتل."""
        readings = self._analyzer.analyze(exact(word)).readings
        allowed = agreeing(word, readings)
        keys = good_keys([(reading.key, reading.weight) for reading in allowed])
        keys = (exact(word),) if exact(word) in keys else keys
        taken = sorted((reading for reading in allowed if reading.key in keys), key=lambda r: keys.index(r.key))
        return tuple(taken), tuple(reading for reading in readings if reading.key not in keys)

    def _expansion(
        self, word: str, terms: list[Term], taken: tuple[Reading, ...] = (), others: tuple[Reading, ...] = ()
    ) -> Expansion:
        """Each term once, with the first weight it has, the dropped forms left out, no more than EXPANSION_LIMIT."""
        kept, dropped = self._kept(terms)
        weights: dict[str, Term] = {}
        for term in kept:
            weights.setdefault(term.text, term)
        if len(weights) > EXPANSION_LIMIT:
            self._note(Code.EXPANSION_CUT, word=word, limit=EXPANSION_LIMIT)
        return Expansion(tuple(weights.values())[:EXPANSION_LIMIT], dropped, taken, others)

    def _kept(self, terms: list[Term]) -> tuple[list[Term], tuple[str, ...]]:
        """The terms without the dropped forms and lemmas, and those; the key of a dropped form gives way to its other
        forms."""
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
    """The typed form a little above the others."""
    return [_exact(word, 1 + EXACT_WEIGHT), *(Term("=" + form) for form in forms)]


def _roots(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.root for reading in readings if reading.root))
