"""Small sets of names and forms, in the place of an archive's records and vocabulary."""

from collections.abc import Collection

from arabic import Analyzer, spelling
from search.query.tree import RecordKind

NAMES = {
    (RecordKind("source"), "إيلاف"): (1,),
    (RecordKind("source"), "رويترز"): (2,),
    (RecordKind("agency"), "فرانس برس"): (3,),
    (RecordKind("author"), "منى"): (4,),
    (RecordKind("section"), "سياسة"): (5,),
    (RecordKind("place"), "دير الزور"): (6, 7),
    (RecordKind("place"), "سوريا"): (8,),
    (RecordKind("person"), "غوتيريش"): (9,),
    (RecordKind("organisation"), "الأمم المتحدة"): (10,),
    (RecordKind("subject"), "المناخ"): (11,),
}


class Names:
    """Records of a small archive, found at the spelling level."""

    def lookup(self, kind: RecordKind, value: str) -> tuple[int, ...]:
        wanted = [spelling(word) for word in value.split()]
        return next(
            (ids for (k, name), ids in NAMES.items() if k == kind and [*map(spelling, name.split())] == wanted), ()
        )


class Forms:
    """A vocabulary that has held these forms."""

    def __init__(self, *forms: str, analyzer: Analyzer | None = None) -> None:
        self.forms = forms
        self.keys = {form: analyzer.terms(form)[1:] for form in forms} if analyzer else {}

    def forms_spelled(self, spellings: Collection[str]) -> tuple[str, ...]:
        return tuple(form for form in self.forms if spelling(form) in spellings)

    def forms_beginning(self, spellings: Collection[str], limit: int) -> tuple[str, ...]:
        found = (form for form in self.forms if spelling(form).startswith(tuple(spellings)))
        return tuple(sorted(found, key=lambda form: (len(form), form))[:limit])

    def forms_of(self, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        return {key: found for key in keys if (found := tuple(f for f in self.forms if key in self.keys.get(f, ())))}
