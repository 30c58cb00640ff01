"""The section of docs/quality.md about finding a known article."""

from pathlib import Path
from tempfile import TemporaryDirectory

from arabic import Analyzer
from benchmarks import corpus, known_item
from benchmarks.report import Cell, table
from search.backends.whoosh.ranking import K1, B

STOCK = "light10"

TEXT = """## Finding a known article

{archive}, {articles:,} different texts. The headlines of {questions:,} of them, chosen by a hash, are asked as plain
words, any of them, of an index that holds the texts without their headlines. MRR@10 is the mean of one over the place
at which a headline's own text stands, 0 past the tenth; recall@10 the share of those among the first ten. All systems
rank by the same BM25 (k1 {k1}, b {b}) over the same tokens, in one index, in one run, and differ in the terms they ask
for. What is drawn anew is questions. The constants were chosen on other headlines of the ANT corpus.

{systems}
`surface` asks for the exact forms, `lemma key` and `every reading` for those keys alone. The levels are the archive's
own questions, names left out: a word's good readings and its exact form, counted as one word, and with small weights
what is related to it (its verb form, its root, its adjective in ي), which adds to a score and finds no article.
"""


def section(archive: Path, count: int, analyzer: Analyzer) -> str:
    """Measure with at most `count` questions and return the section."""
    texts = corpus.imported(archive)
    asked = corpus.questions(texts, count)
    with TemporaryDirectory(prefix="archive-quality-") as folder:
        backend = known_item.index(texts, analyzer, Path(folder))
        ranks = {
            name: known_item.reciprocal_ranks(backend, texts, asked, ask)
            for name, ask in known_item.systems(analyzer).items()
        }
    rows: list[list[Cell]] = []
    for name, found in ranks.items():
        mean, recall, ratio = known_item.measured(found, ranks[STOCK])
        rows.append([name, mean, recall, "" if name == STOCK else ratio])
    return TEXT.format(
        archive=archive.name,
        articles=len(texts),
        questions=len(asked),
        k1=K1,
        b=B,
        systems=table(("", "MRR@10", "recall@10", f"MRR, times {STOCK}'s"), rows),
    )
