"""Measure how much longer a question takes where lists of names are as long as they may be (articles/limits.py).

    python -m benchmarks.lists [--archive FILE] [--rounds 15]

Each question is asked of one archive, in turn with the list and without it. Printed are the medians of the processor
time of its page, and their ratio. SEARCH_URL chooses the engine.
"""

import argparse
import os
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.archive import ANT, archive_environment, manage, mapped_keys
from benchmarks.report import Cell, table


@dataclass(frozen=True)
class Case:
    """A question, and what makes the list that it meets and takes it away again."""

    name: str
    question: str
    make: Callable[[], object]
    unmake: Callable[[], object]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--archive", type=Path, default=ANT)
    asked.add_argument("--rounds", type=int, default=15)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= archive_environment(Path(folder))
        manage(dict(os.environ), "collectstatic", "--noinput")
        manage(dict(os.environ), "migrate")
        mapping = mapped_keys(options.archive)
        maps = ["--map", *mapping] if mapping else []
        manage(dict(os.environ), "import_articles", str(options.archive.resolve()), "--publish", *maps)
        manage(dict(os.environ), "update_index")
        print(measured(options.rounds))


def measured(rounds: int) -> str:
    """Return the table for the archive of the settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    import django

    django.setup()
    rows: list[list[Cell]] = []
    for case in cases():
        without, with_list = (statistics.median(times) for times in _asked(case, rounds))
        rows.append([case.name, f"{without * 1000:.1f} ms", f"{with_list * 1000:.1f} ms", f"{with_list / without:.2f}"])
    return table(("list", "without", "with", "ratio"), rows)


def cases() -> list[Case]:
    """Return a case for each list of names that a question may meet."""
    from articles.limits import GROUP_NAMES, SPELLINGS
    from articles.models import Article, NameGroup, Person

    frequent = _frequent_pairs(Article.objects.visible().values_list("body", flat=True)[:3_000])
    pairs = frequent[1_000:]  # as frequent as names are
    first = Article.objects.visible().order_by("pk")[0]

    def group(names: list[str]) -> Callable[[], object]:
        return lambda: NameGroup.objects.create(names=names)

    def person() -> None:
        first.people.add(Person.objects.create(name=pairs[0], other_spellings=pairs[1 : SPELLINGS + 1]))

    numbered = [f"اسم رقم ا{number}" for number in range(GROUP_NAMES)]
    no_group, no_person = NameGroup.objects.all().delete, Person.objects.filter(name=pairs[0]).delete
    return [
        Case("a group, of numbered names", f'~"قال {numbered[0]} اليوم"', group(numbered), no_group),
        Case("a group, of pairs of words", pairs[0], group(pairs[:GROUP_NAMES]), no_group),
        Case("the same, in a phrase", f'~"أعلنت {pairs[0]}"', group(pairs[:GROUP_NAMES]), no_group),
        Case("a group, of the most frequent pairs", frequent[0], group(frequent[:GROUP_NAMES]), no_group),
        Case("a person's spellings", pairs[0], person, no_person),
    ]


def _asked(case: Case, rounds: int) -> tuple[list[float], list[float]]:
    """Return the times without the list and with it."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for found, prepare in zip(times, (case.unmake, case.make), strict=True):
            prepare()
            client.get("/search/", {"q": case.question})
            began = time.process_time()
            client.get("/search/", {"q": case.question})
            if number:
                found.append(time.process_time() - began)
        case.unmake()
    return times


def _frequent_pairs(bodies: Iterable[str]) -> list[str]:
    pairs: Counter[str] = Counter()
    for body in bodies:
        words = re.findall("[ء-ي]{4,}", body)
        pairs.update(map(" ".join, pairwise(words)))
    return [pair for pair, _ in pairs.most_common(1_200)]


if __name__ == "__main__":
    main()
