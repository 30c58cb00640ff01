"""How far the lexicon takes a word for a name."""

from arabic import Analyzer

# The share of a word's readings that are names from which on it is one: where something says so beside the lexicon (a
# record, a group, a map), and where the lexicon alone says it.
PROPER, SURELY_PROPER = 0.45, 0.6


def proper_share(analyzer: Analyzer, word: str) -> float:
    """The share of names in the weight of a word's readings; 1 for a word that the lexicon does not know."""
    readings = analyzer.analyze(word).readings
    whole = sum(reading.weight for reading in readings)
    return sum(reading.weight for reading in readings if reading.pos in ("", "noun_prop")) / whole if whole else 0.0
