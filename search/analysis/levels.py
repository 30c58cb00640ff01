"""How alike two words must be to count as the same."""

from enum import StrEnum


class Level(StrEnum):
    """EXACT and SPELLING compare letters, LEMMA and ROOT compare readings; each finds at least what EXACT finds."""

    EXACT = "exact"
    SPELLING = "spelling"
    LEMMA = "lemma"
    ROOT = "root"
