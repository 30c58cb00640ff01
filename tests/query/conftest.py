"""What the tests of the question share: the real analyzer, and small sets of names and forms."""

from search.analysis import spelling
from search.query.tree import RecordKind

NAMES = {
    (RecordKind.SOURCE, "إيلاف"): (1,),
    (RecordKind.SOURCE, "رويترز"): (2,),
    (RecordKind.AGENCY, "فرانس برس"): (3,),
    (RecordKind.AUTHOR, "منى"): (4,),
    (RecordKind.SECTION, "سياسة"): (5,),
    (RecordKind.PLACE, "دير الزور"): (6, 7),
    (RecordKind.PLACE, "سوريا"): (8,),
    (RecordKind.PERSON, "غوتيريش"): (9,),
    (RecordKind.ORGANISATION, "الأمم المتحدة"): (10,),
    (RecordKind.SUBJECT, "المناخ"): (11,),
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

    def __init__(self, *forms: str) -> None:
        self.forms = forms

    def forms_spelled(self, folded: str) -> tuple[str, ...]:
        return tuple(form for form in self.forms if spelling(form) == folded)
