"""Measure how well the archive recognises the same words and finds articles, compared with stock engines.

    python -m benchmarks.quality [--treebank FILE] [--archive FILE]

The files are a treebank with gold lemmas (CoNLL-U) and an archive to import; by default the shared ones next to the
repository. The results are written to docs/quality.md, which explains each figure. The same data and lexicon give the
same file.
"""

import argparse
import os
import sys
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402

from benchmarks import known_articles, same_words  # noqa: E402
from benchmarks.intervals import DRAWS  # noqa: E402
from search.lexicon import analyzer  # noqa: E402

SHARED = Path(os.environ.get("ARCHIVE_SHARED_DATA") or Path(settings.BASE_DIR).parent / "shared" / "data")
PAGE = Path(settings.BASE_DIR) / "docs" / "quality.md"
QUESTIONS = 2_000

INTRODUCTION = """# Quality of the search

Written by `make bench-quality` (`TREEBANK=FILE ARCHIVE=FILE` for other data); what is changed here by hand is lost.
Lexicon {lexicon}. In brackets stands the 95% confidence interval, by resampling what was measured {draws:,} times. The
stock stemmers get the same tokens as the archive's own analyzer and leave out no stop words: light10 is the `arabic`
analyzer of Lucene, Elasticsearch and OpenSearch, Snowball that of PostgreSQL (PyStemmer {pystemmer}), ISRI that of NLTK
{nltk}.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, default=SHARED / "pud-dev.conllu")
    parser.add_argument("--archive", type=Path, default=SHARED / "ant-corpus.jsonl.gz")
    options = parser.parse_args()
    if missing := [str(path) for path in (options.treebank, options.archive) if not path.is_file()]:
        sys.exit(f"There is no {' and no '.join(missing)}: name files by TREEBANK= and ARCHIVE=.")
    PAGE.write_text(page(options.treebank, options.archive), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def page(treebank: Path, archive: Path, questions: int = QUESTIONS) -> str:
    """Return the whole page for these data."""
    return "\n".join(
        (
            INTRODUCTION.format(
                lexicon=analyzer().version, draws=DRAWS, pystemmer=version("PyStemmer"), nltk=version("nltk")
            ),
            same_words.section(treebank, analyzer()),
            known_articles.section(archive, questions, analyzer()),
        )
    )


if __name__ == "__main__":
    main()
