"""Stock full-text search over the same texts."""
