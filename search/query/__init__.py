"""The question: parse what a person typed into a tree, then plan it as index terms. Needs neither Django nor an
engine."""
