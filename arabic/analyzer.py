"""The analyzer: text -> tokens -> terms, over one compiled lexicon."""

import hashlib
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from . import out_of_vocabulary, run_on, weights
from .camel import LazyCamel
from .normalize import as_in_dictionaries, exact, spelling
from .readings import GOOD, MEANT, Analysis, Reading, good_keys
from .roots import written
from .store import Store
from .tokens import Token, forms, spans, tokens

TERMS_VERSION = 1
"""What this package makes of a form or a text, beside the lexicon. Raise it with every change to the tokens or terms of
anything: an index made before is then out of date. tests/arabic/test_versions.py says when it has to be raised."""

# Forms kept per process: terms of the forms of most of an archive, readings of those a reader asks about.
KEPT_TERMS, KEPT_ANALYSES = 131_072, 8_192


class Analyzer:
    """Analysis over the lexicon of a folder. Answers are frozen and cached; one analyzer serves a whole process.

    terms(form) -> the index terms of a form: "=" + its exact spelling, then its keys, at one position.
    analyze(form) -> its Analysis. Any text is taken as a form."""

    terms: Callable[[str], tuple[str, ...]]
    analyze: Callable[[str], Analysis]

    def __init__(self, store: Store, home: Path) -> None:
        self.version = _version(store.version)
        self._store = store
        self._camel = LazyCamel(store.home, home)
        self.terms = lru_cache(KEPT_TERMS)(self._terms)
        self.analyze = lru_cache(KEPT_ANALYSES)(self._analysis)

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text with their offsets in it."""
        return tokens(text)

    def spans(self, text: str) -> list[tuple[str, int, int]]:
        """Text, start and end of these tokens."""
        return spans(text)

    def forms(self, text: str) -> list[str]:
        """The texts of these tokens."""
        return forms(text)

    def same_spelling(self, one: str, other: str) -> bool:
        """Whether two forms are one word spelled in two ways: their folded spelling agrees and, where a final ى/ي or
        ة/ه parts them, neither has a reading of its own that the other lacks (مدرسة = مدرسه, but not قوي = قوى)."""
        one, other = sorted((exact(one), exact(other)))
        if one == other:
            return True
        if spelling(one) != spelling(other):
            return False
        ends = {one[-1:], other[-1:]}
        if len(ends) == 1 or not ends <= set("ىيةه"):
            return True
        # In letter order ة comes before ه: `other` is the one written without its dots.
        meant = self._keys(other, MEANT) if ends == {"ة", "ه"} else self.terms(other)[1:]
        return not set(self.terms(one)[1:]).isdisjoint(meant)

    def root_of(self, text: str) -> str:
        """A root as a person types it (ك.ت.ب, ك ت ب, حر, سال) as the lexicon writes it; "" where it has none such."""
        return next((root for root in written(text) if self._store.keys_of_root(root)), "")

    def keys_of_root(self, root: str) -> tuple[str, ...]:
        """The keys of every lemma of a root; () for an unknown root."""
        return self._store.keys_of_root(root)

    @cached_property
    def keys_of_names(self) -> frozenset[str]:
        """The keys that are those of proper nouns and of nothing else."""
        names: set[str] = set()
        others: set[str] = set()
        for _, key, _, pos in self._store.entries():
            (names if pos == "noun_prop" else others).add(key)
        return frozenset(names - others)

    def derived_keys(self, reading: Reading) -> tuple[str, ...]:
        """The keys of all lemmas of the verb forms that a reading belongs to (verb, verbal nouns, participles), its own
        among them; () where it belongs to none."""
        return self._store.derived_keys((reading.lemma, reading.key, reading.root, reading.pos))

    def _terms(self, form: str) -> tuple[str, ...]:
        plain = exact(form)
        return ("=" + plain, *self._keys(plain))

    def _keys(self, plain: str, good: float = GOOD) -> tuple[str, ...]:
        entries = self._entries(plain)
        return good_keys([(entry[1], weight) for entry, weight in entries], good) or out_of_vocabulary.keys(plain)

    def _analysis(self, form: str) -> Analysis:
        plain = exact(form)
        readings = tuple(Reading(*entry, weight) for entry, weight in self._entries(plain))
        keys = self.terms(plain)[1:]
        return Analysis(plain, spelling(plain), readings or tuple(Reading(plain, k, "", "", 1.0) for k in keys), keys)

    def _entries(self, plain: str) -> list[tuple[weights.Entry, float]]:
        """The entries of an exact form: from the store, else from camel-tools, else those of the word that it is run
        together of; [] where nothing is known of it."""
        for spelled in dict.fromkeys((plain, as_in_dictionaries(plain))):
            stored = self._store.readings(spelled)
            if stored is None and out_of_vocabulary.is_arabic(spelled):
                found = weights.entries(self._camel(spelled), self._store.weight)
            else:
                found = [(self._store.entry(number), weight) for number, weight in stored or ()]
            if found:
                return found
        return self._joined(plain)

    def _joined(self, plain: str) -> list[tuple[weights.Entry, float]]:
        rest, is_verb = run_on.behind(plain) or ("", False)
        found = self._entries(rest) if rest else []
        return found if found and (not is_verb or found[0][0][3] == "verb") else []


def _version(lexicon: str) -> str:
    """Return what the terms of a form depend on: the content of the lexicon, and TERMS_VERSION."""
    return hashlib.sha256(f"{lexicon} {TERMS_VERSION}".encode()).hexdigest()[:16]


def load(folder: Path) -> Analyzer:
    """The analyzer over the lexicon in folder (search.lexicon keeps one a process). Raises LexiconMissing."""
    return Analyzer(Store(folder), folder / "camel_tools")
