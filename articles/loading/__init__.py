"""Import records into the archive and export them: check, identify and write them in batches."""
