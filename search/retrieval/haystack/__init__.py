"""Haystack's SearchQuerySet over the archive's own question: its conditions become our tree (docs/haystack.md)."""
