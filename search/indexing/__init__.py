"""The indexer: bring the articles in the change log to the engine, and keep the vocabulary."""
