"""How alike two words must be to count as the same."""

from enum import StrEnum


class Level(StrEnum):
    """EXACT and SPELLING compare letters; LEMMA, DERIVATION and ROOT compare readings and widen in that order. Each
    finds at least what EXACT finds."""

    EXACT = "exact"
    SPELLING = "spelling"
    LEMMA = "lemma"
    DERIVATION = "derivation"
    ROOT = "root"
