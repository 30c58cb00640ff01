"""Stock full-text search on the same texts."""
