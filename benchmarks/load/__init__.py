"""Many at once: readers and editors at the archive's own server while an indexer runs beside it."""
