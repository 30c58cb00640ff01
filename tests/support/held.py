"""What an index holds, as one number an article, so that two indexes can be compared whatever their segments."""

from collections import defaultdict

from search.backends.whoosh.snapshot import readers

COLUMNS = ("day", "order", "text", "headline")


def held(path: str) -> dict[int, int]:
    """Article id -> a sum over all its postings and columns; an article that is there twice raises AssertionError."""
    sums: defaultdict[int, int] = defaultdict(int)
    for leaf in readers.of(path, None).leaves:
        articles = leaf.column("article")
        for doc, pk in enumerate(articles):
            if doc not in leaf.deleted:
                assert pk not in sums, f"article {pk} is there twice"
                sums[pk] = hash(tuple(leaf.column(name)[doc] for name in COLUMNS))
        for fieldname, term, postings in leaf.all_postings():
            for doc, positions in postings:
                if doc not in leaf.deleted:
                    sums[articles[doc]] += hash((fieldname, term, tuple(positions)))
    return dict(sums)
