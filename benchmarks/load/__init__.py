"""Load test: many readers and editors use the archive's own server while an indexer runs."""
