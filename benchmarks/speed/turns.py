"""Compare two systems question by question: an engine with stock OpenSearch, a large archive with a small one.

Two rounds minutes apart differ by half on a machine that others use, and a cluster becomes faster the longer it runs.
So both sides are asked in turn.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from benchmarks.speed.own import Own
from benchmarks.speed.pages import Browse, Page, Results, addresses
from benchmarks.speed.questions import WORDS
from benchmarks.speed.run import Run
from benchmarks.speed.stock.opensearch import Arabic
from benchmarks.speed.timing import ASKING, Asker, Question, Round, ask_all, figures

ROUNDS = 2
"""Rounds after the first, which is not counted. Each side is asked first in half of them."""
BESIDE = "127.0.0.1:8798"
"""The address where the smaller archive is served."""
ARTICLE = re.compile(r'href="(/articles/[^"?#]+)"')


def beside_stock(run: Run, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    """Return the figures of the archive's index ("own") and of the stock index ("stock") for word questions."""
    askers: dict[str, Asker] = {"own": Own({}), "stock": Arabic(run)}
    asked = {kind: [(kind, words) for words in questions[kind]] for kind in WORDS}
    return {kind: in_turn(askers, {"own": each, "stock": each}) for kind, each in asked.items()}


def beside_smaller(run: Run, questions: dict[str, list[list[str]]], engine: str) -> dict[str, Any]:
    """Return the figures of the pages of this archive ("large") and of the next smaller one ("small").

    The pages are results of two words, without and with all filters, and the browse pages. Each archive is asked for
    its own words and articles. Raise LookupError if there is no smaller archive.
    """
    smaller = run.smaller()
    if smaller is None:
        raise LookupError("There is no smaller archive beside this one.")
    others = json.loads((smaller.folder / "questions.json").read_text())
    with smaller.archive_on(engine, BESIDE) as small, run.archive_on(engine) as large:
        small.manage("migrate", "--verbosity", "0")  # the code may be newer than the records
        for archive in (small, large):
            archive.manage("serve", "--prepare-only")
            archive.serve()
        served = {"small": small.address, "large": large.address}
        results = {name: Results(address) for name, address in served.items()}
        asked = {
            name: [("two", words) for words in each["two"]] for name, each in (("small", others), ("large", questions))
        }
        found = {name: in_turn(results, asked, counts) for name, counts in (("plain", False), ("counts", True))}
        browse = {name: Browse(address) for name, address in served.items()}
        pages = {kind: dict.fromkeys(served, paths) for kind, paths in addresses(run.seed).items()}
        days = pages["day"]["large"]
        pages["article"] = {
            name: [first_article(Page(address), day) for day in days] for name, address in served.items()
        }
        return {
            "articles": (smaller.figures_of("texts") or {})["articles"],
            "two": found,
            "browse": {
                kind: in_turn(browse, {name: [("", path) for path in paths] for name, paths in each.items()})
                for kind, each in pages.items()
            },
        }


def first_article(page: Page, day: list[str]) -> list[str]:
    """Return the URL of an article of a day, or the day's own if it has none."""
    found = ARTICLE.search(page.get(day[0]).decode())
    return [found[1]] if found else day


def in_turn(askers: Mapping[str, Asker], asked: dict[str, list[Question]], counts: bool = False) -> dict[str, Any]:
    """Return the figures of each asker. All askers get their question number n before any gets number n + 1."""
    first = [ask_all(asker, asked[name], counts, ASKING) for name, asker in askers.items()]
    places = min(len(each.times) for each in first)
    rounds: dict[str, list[Round]] = {name: [] for name in askers}
    for number in range(ROUNDS):
        for place in range(places):
            for name in sorted(askers, reverse=bool(number % 2)):
                rounds[name].append(ask_all(askers[name], [asked[name][place]], counts, ASKING))
    return {name: figures(joined(each), ROUNDS * len(asked[name])) for name, each in rounds.items()}


def joined(rounds: list[Round]) -> Round:
    """Return the rounds joined into one."""
    return Round([time for each in rounds for time in each.times], [n for each in rounds for n in each.totals], False)
