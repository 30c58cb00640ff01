"""The indexer: from the change log to the engine, and the vocabulary it keeps."""
