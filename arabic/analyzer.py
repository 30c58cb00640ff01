"""The analyzer: text to tokens to index terms, with one compiled lexicon."""

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
"""Version of what this package does with a form or a text, apart from the lexicon. Raise it with every change to any
token or term: an index made before is then out of date. tests/arabic/test_versions.py fails if it must be raised."""

# Cache sizes of one process, in forms. Terms: most forms of an archive. Analyses: the forms that readers search for.
KEPT_TERMS, KEPT_ANALYSES = 131_072, 8_192


class Analyzer:
    """Analyze forms with the lexicon of a folder. Results are immutable and cached; one analyzer serves a whole
    process.

    terms(form) -> the index terms of a form: "=" + its exact spelling, then its keys, all at one position.
    analyze(form) -> its Analysis. Both accept any text as a form."""

    terms: Callable[[str], tuple[str, ...]]
    analyze: Callable[[str], Analysis]

    def __init__(self, store: Store) -> None:
        self.version = _version(store.version)
        self.store = store
        self.camel = LazyCamel(store.database)
        self.terms = lru_cache(KEPT_TERMS)(self._terms)
        self.analyze = lru_cache(KEPT_ANALYSES)(self._analysis)

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text, in order, with their offsets in code points."""
        return tokens(text)

    def spans(self, text: str) -> list[tuple[str, int, int]]:
        """Return (text, start, end) of each token, in order; offsets are in code points."""
        return spans(text)

    def forms(self, text: str) -> list[str]:
        """Return the text of each token, in order."""
        return forms(text)

    def same_spelling(self, one: str, other: str) -> bool:
        """Return whether two forms are two spellings of one word. Their folded spelling must be equal. If they differ
        in a final ى/ي or ة/ه, they must also share a key (مدرسة = مدرسه, but قوي is not قوى); see readings.MEANT for
        ة/ه."""
        one, other = sorted((exact(one), exact(other)))
        if one == other:
            return True
        if spelling(one) != spelling(other):
            return False
        ends = {one[-1:], other[-1:]}
        if len(ends) == 1 or not ends <= set("ىيةه"):
            return True
        # sorted() puts ة before ه: if all other letters are equal, `other` is the form in ه.
        meant = self._keys(other, MEANT) if ends == {"ة", "ه"} else self.terms(other)[1:]
        return not set(self.terms(one)[1:]).isdisjoint(meant)

    def root_of(self, text: str) -> str:
        """Return a root that a person typed (ك.ت.ب, ك ت ب, حر, سال) as the lexicon writes it; "" if the lexicon has no
        such root."""
        return next((root for root in written(text) if self.store.keys_of_root(root)), "")

    def keys_of_root(self, root: str) -> tuple[str, ...]:
        """Return the keys of all lemmas of a root, in the lexicon's spelling; () for an unknown root."""
        return self.store.keys_of_root(root)

    @cached_property
    def keys_of_names(self) -> frozenset[str]:
        """The keys that belong to proper nouns only."""
        names: set[str] = set()
        others: set[str] = set()
        for _, key, _, pos in self.store.entries():
            (names if pos == "noun_prop" else others).add(key)
        return frozenset(names - others)

    def derived_keys(self, reading: Reading) -> tuple[str, ...]:
        """Return the keys of all lemmas of the verb forms that a reading belongs to (verb, verbal nouns, participles),
        its own key included; () if it belongs to none."""
        return self.store.derived_keys((reading.lemma, reading.key, reading.root, reading.pos))

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
        """Return the (entry, weight) pairs of an exact form: from the store, else from camel-tools, else, if the form
        is two words run together, those of the second word; [] if the form is unknown."""
        for spelled in dict.fromkeys((plain, as_in_dictionaries(plain))):
            stored = self.store.readings(spelled)
            if stored is None and out_of_vocabulary.is_arabic(spelled):
                found = weights.entries(self.camel(spelled), self.store.weight)
            else:
                found = [(self.store.entry(number), weight) for number, weight in stored or ()]
            if found:
                return found
        return self._joined(plain)

    def _joined(self, plain: str) -> list[tuple[weights.Entry, float]]:
        rest, is_verb = run_on.behind(plain) or ("", False)
        found = self._entries(rest) if rest else []
        return found if found and (not is_verb or found[0][0][3] == "verb") else []


def _version(lexicon: str) -> str:
    """Return a hash (16 hex digits) of what the terms of a form depend on: the lexicon's content and TERMS_VERSION."""
    return hashlib.sha256(f"{lexicon} {TERMS_VERSION}".encode()).hexdigest()[:16]


def load(folder: Path) -> Analyzer:
    """Return a new analyzer with the lexicon in folder (search.lexicon keeps one per process). Raise
    LexiconMissingError if the folder has none."""
    return Analyzer(Store(folder))
