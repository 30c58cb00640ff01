"""OpenSearch with the archive's terms and stock OpenSearch asked in turn, question by question: what is compared.

Two rounds minutes apart differ by half on a machine that others use, and a cluster answers faster the longer it runs.
"""

from typing import Any

from benchmarks.speed.own import Own
from benchmarks.speed.questions import WORDS
from benchmarks.speed.run import Run
from benchmarks.speed.stock.opensearch import Arabic
from benchmarks.speed.timing import ASKING, Round, ask_all, figures

ROUNDS = 2
"""Times that all questions are asked after the first, which is not counted; each engine goes first in half of them."""


def ask(run: Run, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    """The figures of the archive's index ("own") and of the stock index ("stock") for word questions."""
    askers = {"own": Own({}), "stock": Arabic(run)}
    found: dict[str, Any] = {}
    for kind in WORDS:
        asked = [(kind, words) for words in questions[kind]]
        fit = [ask_all(asker, asked, False, ASKING) for asker in askers.values()]
        asked = asked[: min(len(each.times) for each in fit)]
        rounds: dict[str, list[Round]] = {name: [] for name in askers}
        for number in range(ROUNDS):
            for question in asked:
                for name in sorted(askers, reverse=bool(number % 2)):
                    rounds[name].append(ask_all(askers[name], [question], False, ASKING))
        found[kind] = {name: figures(joined(each), ROUNDS * len(questions[kind])) for name, each in rounds.items()}
    return found


def joined(rounds: list[Round]) -> Round:
    """Rounds as one."""
    return Round([time for each in rounds for time in each.times], [n for each in rounds for n in each.totals], False)
