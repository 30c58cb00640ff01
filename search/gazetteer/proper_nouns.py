"""Measure how far the lexicon takes a word for a name."""

from arabic import Analyzer

# Lowest share of names in a word's readings for the word to be a name: PROPER if another source (a record, a group, the
# public names) has it too, SURELY_PROPER if only the lexicon says so.
PROPER, SURELY_PROPER = 0.45, 0.6


def proper_share(analyzer: Analyzer, word: str) -> float:
    """Return the share of names in the weight of a word's readings; 1 for a word that the lexicon does not know."""
    readings = analyzer.analyze(word).readings
    whole = sum(reading.weight for reading in readings)
    return sum(reading.weight for reading in readings if reading.pos in ("", "noun_prop")) / whole if whole else 0.0
