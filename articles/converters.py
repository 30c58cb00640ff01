"""Parts of an address that name a kind of record, or a record."""

from articles.kinds import KIND_OF_SEGMENT, SEGMENTS


class KindConverter:
    """`places` in an address is the kind "place"."""

    regex = "|".join(KIND_OF_SEGMENT)

    def to_python(self, value: str) -> str:
        return KIND_OF_SEGMENT[value]

    def to_url(self, value: str) -> str:
        return SEGMENTS[value]


class UnicodeSlugConverter:
    """A slug of letters of any script, digits, `-` and `_`."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
