"""The question: what a person typed -> a tree -> a tree of index terms. Knows no Django and no engine."""
