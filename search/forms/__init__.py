"""The forms of search."""
