"""Records into the archive, and out of it: checked, known by their identity, written in batches."""
