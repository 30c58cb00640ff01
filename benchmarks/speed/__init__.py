"""How fast the archive takes in, indexes and answers, beside stock engines over the same texts (docs/speed.md)."""
