"""What was really searched: each word with the forms of it that the archive holds, most frequent first."""

from collections import defaultdict
from dataclasses import dataclass

from search.backends import default
from search.models import FormKey
from search.query.resolve import Searched
from search.service import Reading

SHOWN = 60
"""Forms of a word that are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """A word, its forms with the number of articles that hold each, and how many more forms there are."""

    word: str
    forms: tuple[tuple[str, int], ...]
    more: int

    @property
    def count(self) -> int:
        """How many forms the archive holds."""
        return len(self.forms) + self.more


def searched(reading: Reading) -> list[SearchedWord]:
    """The words that were looked for, in the order of the question. Raises SearchUnavailable."""
    words = reading.resolved.searched
    forms_of = _forms_of({term.text for found in words for term in found.terms if not term.text.startswith("=")})
    candidates = {found: _candidates(found, forms_of) for found in words}
    counts = default().frequencies({form for forms in candidates.values() for form in forms})
    return [_word(found.word, {form: counts[form] for form in forms}) for found, forms in candidates.items()]


def _forms_of(keys: set[str]) -> dict[str, list[str]]:
    """Key -> the exact terms of its forms."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for key, exact in FormKey.objects.filter(key__in=keys).values_list("key", "exact") if keys else ():
        forms[key].append("=" + exact)
    return forms


def _candidates(found: Searched, forms_of: dict[str, list[str]]) -> set[str]:
    texts = [term.text for term in found.terms]
    return {form for text in texts for form in ([text] if text.startswith("=") else forms_of.get(text, ()))}


def _word(word: str, counts: dict[str, int]) -> SearchedWord:
    held = sorted(((term[1:], count) for term, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0]))
    return SearchedWord(word, tuple(held[:SHOWN]), max(0, len(held) - SHOWN))
