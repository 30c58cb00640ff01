"""How fast the archive takes in, indexes and answers, beside SQLite's and PostgreSQL's own full-text search.

    python -m benchmarks.archive_speed [PATH] [--questions 300] [--seed 7]

PATH is an archive to import, by default the ANT corpus (its keys are mapped). Everything is measured in one run, on
a new archive in a temporary folder: articles and words a second imported and indexed, the index's size, a worker's
memory, and the whole results page over HTTP (filters and highlights included) for two-word questions drawn from the
headlines. SQLite FTS5 and PostgreSQL `arabic` (at POSTGRES_URL, else left out and said so) answer the same questions
over the same texts: how many, the best ten, their snippets.
"""

import argparse
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.archive import ANT, archive_environment, manage, mapped_keys
from benchmarks.engines import Answers, Row, ask_fts5, ask_postgres, texts_of
from benchmarks.server import serving

# Words that stand alone in plain letters: what every engine takes for the same word.
WORD = re.compile(r"(?<!\S)[\u0621-\u064a]{3,}(?!\S)")
# Words every store of forms has. Asked of a time before all newspapers, they bring no text whose rarer forms would
# have camel-tools loaded.
COMMON = ("وزير", "رئيس", "مدينة", "يوم", "تونس", "قال")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=ANT)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="archive-speed-"))
    try:
        measure(options.path, options.questions, options.seed, folder)
    finally:
        shutil.rmtree(folder)


def measure(path: Path, count: int, seed: int, folder: Path) -> None:
    environment = archive_environment(folder)
    print(f"{path.name}, {os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    manage(environment, "migrate", "--verbosity", "0")
    keys = ["--map", *named] if (named := mapped_keys(path)) else []
    importing = timed(lambda: manage(environment, "import_articles", str(path), "--publish", *keys))
    indexing = timed(lambda: manage(environment, "update_index"))
    rows = texts_of(folder / "archive.sqlite3")
    report_intake(rows, importing, indexing, folder / "index")
    questions = draw(rows, count, seed)
    answers = {
        "this archive, the whole page": ask_pages(environment, questions),
        "SQLite FTS5, query and snippets": ask_fts5(rows, questions, folder / "fts5.sqlite3"),
    }
    if url := os.environ.get("POSTGRES_URL"):
        answers["PostgreSQL arabic, the same"] = ask_postgres(rows, questions, url)
    else:
        print("PostgreSQL is left out: POSTGRES_URL names none.")
    report_answers(answers)


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def report_intake(rows: list[Row], importing: float, indexing: float, index: Path) -> None:
    count, words = len(rows), sum(len(f"{row.headline} {row.text}".split()) for row in rows)
    print(f"{count:,} articles, {words:,} words")
    for name, seconds in (("import", importing), ("index", indexing), ("both", importing + indexing)):
        print(f"{name:8}{seconds:8.1f} s {count / seconds:10,.0f} articles/s {words / seconds:12,.0f} words/s")
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    print(f"index   {size / 1e6:8.1f} MB {size / words:9.1f} bytes a word\n")


def draw(rows: list[Row], count: int, seed: int) -> list[str]:
    """Two different words of a headline, in its order, `count` times."""
    dice = random.Random(seed)
    headlines = [words for row in rows if len(words := list(dict.fromkeys(WORD.findall(row.headline)))) > 1]
    chosen = [dice.choice(headlines) for _ in range(count)]
    return [" ".join(words[i] for i in sorted(dice.sample(range(len(words)), 2))) for words in chosen]


def ask_pages(environment: dict[str, str], questions: list[str]) -> Answers:
    """Ask one worker for the results page of each question, one after another."""
    # An archive that has an account is not a new one: no sample articles are added to it.
    manage(environment, "createsuperuser", "--noinput", "--username", "measured", "--email", "")
    with serving(environment) as server:
        for word in COMMON:
            server.results(f"{word} إلى:1900")
        store_alone = server.worker_memory()
        for question in questions[:20]:
            server.results(question)
        answers = Answers.of(server.results, questions)
        print(
            f"worker  {store_alone:8.0f} MB while the store answers, "
            f"{server.worker_memory():.0f} MB after {len(questions) + 20} pages, camel-tools loaded\n"
        )
    return answers


def report_answers(answers: dict[str, Answers]) -> None:
    own = next(iter(answers.values()))
    print(f"{len(own.totals)} two-word questions from headlines, times in ms, ratio of medians, articles found")
    print(f"{'':34}{'median':>8}{'95th':>8}{'ratio':>8}{'found':>9}{'nothing':>9}")
    for name, answer in answers.items():
        median, tail = statistics.median(answer.times), statistics.quantiles(answer.times, n=20)[-1]
        ratio = statistics.median(own.times) / median
        found, nothing = statistics.mean(answer.totals), answer.totals.count(0)
        print(f"{name:34}{median * 1000:8.1f}{tail * 1000:8.1f}{ratio:8.2f}{found:9.1f}{nothing:9}")


if __name__ == "__main__":
    main()
