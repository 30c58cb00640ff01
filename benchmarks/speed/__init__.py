"""Measure how fast the archive imports, indexes and answers, compared with stock engines (docs/speed.md)."""
