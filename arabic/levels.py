"""The levels of search: how similar two words must be to match."""

from enum import StrEnum


class Level(StrEnum):
    """EXACT and SPELLING compare letters. LEMMA, DERIVATION and ROOT compare readings; each is wider than the one
    before. Every level finds at least what EXACT finds."""

    EXACT = "exact"
    SPELLING = "spelling"
    LEMMA = "lemma"
    DERIVATION = "derivation"
    ROOT = "root"
