"""Search for the dearest requests that an anonymous reader can make, and see what they do to everyone else.

    python -m benchmarks.dearest [--tries 2000] [--seconds 1500] [--seed 7] [--serve HOST:PORT]

The archive is the one that the settings name; nothing is written to it. Addresses are grown: each try takes one of the
dearest so far, changes it, and keeps it by what it cost in processor time (and, every third time, by the bytes of its
page). Every question takes its words from the archive's most frequent forms, and every way of asking is tried: levels,
stars, near pairs, phrases, brackets, fields, negations, filters, dropped forms, the pages of filters and values, and
long articles with marks. Prints the ten dearest addresses of each kind of page, in Markdown.

--serve starts the server at that address, asks eight of the dearest at once for half a minute, and prints how long
health checks and a plain question take meanwhile. The exit status is 1 if an aim below is missed.
"""

import argparse
import heapq
import os
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db.models.functions import Length  # noqa: E402
from django.test import Client  # noqa: E402

from articles.kinds import KIND_OF_SEGMENT, RECORD_KINDS  # noqa: E402
from articles.models import NAMED_KINDS, Article  # noqa: E402
from benchmarks.running import Running  # noqa: E402

SECONDS, ARTICLE_SECONDS, BYTES, WAIT = 2.5, 1.5, 1_000_000, 1.0
"""Aims: processor time of any page and of an article's page, bytes of a page, and seconds for a health check and for a
plain question while eight of the dearest run."""
WARM = 20
KEPT, SHOWN, AT_ONCE, LASTING = 40, 10, 8, 30.0
ROOTS = ("كتب", "علم", "عمل", "حرب", "سلم", "حكم", "قتل", "رجل")
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
PLAIN = "/search/?" + urlencode({"q": "معركة"})


@dataclass(order=True)
class Try:
    """One address with what it cost."""

    cost: float
    seconds: float = field(compare=False)
    size: int = field(compare=False)
    status: int = field(compare=False)
    path: str = field(compare=False)
    pairs: tuple[tuple[str, str], ...] = field(compare=False)

    @property
    def address(self) -> str:
        return f"{self.path}?{urlencode(self.pairs)}"


class Grower:
    """Makes addresses of questions, and changes them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.words = frequent_words()
        self.values = {kind.name: slugs(kind.name) for kind in RECORD_KINDS}
        self.articles = [
            article.get_absolute_url()
            for article in Article.objects.visible().order_by(Length("body").desc()).defer("folded")[:3]
        ]

    def first(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return a new address: its path and its parameters."""
        return self._path(), (("q", self._question()),)

    def changed(self, path: str, pairs: tuple[tuple[str, str], ...]) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return an address with one change, or with several."""
        for _ in range(self.chance.choice((1, 1, 2, 4))):
            question = dict(pairs).get("q", "")
            others = [pair for pair in pairs if pair[0] != "q"]
            match self.chance.randrange(8):
                case 0:
                    path = self._path()
                case 1:
                    others = [*others, *self._around()]
                case 2:
                    others = [pair for pair in others if self.chance.random() < 0.7]
                case 3:
                    question = self._question()
                case 4:
                    question = f"{question} {self._joint()} {self._part()}"
                case 5:
                    question = f"({question}) {self._joint()} ({question})"
                case 6:
                    question = question[: self.chance.randrange(1, 500)]
                case 7:
                    part = self._part()
                    question = f" {self._joint()} ".join([part] * max(1, 490 // (len(part) + 8)))
            pairs = (("q", question[:600]), *others)
        return path, pairs

    def _path(self) -> str:
        kinds = list(KIND_OF_SEGMENT)
        others = [
            "/search/filters/",
            "/search/suggest/",
            "/search/advanced/",
            f"/search/values/{self.chance.choice(kinds)}/",
            self.chance.choice(self.articles),
        ]
        return self.chance.choice(["/search/"] * 4 + others)

    def _question(self) -> str:
        parts = [self._part() for _ in range(self.chance.choice((1, 2, 3, 8, 30)))]
        return f" {self._joint()} ".join(parts)[:600]

    def _joint(self) -> str:
        return self.chance.choice(("", "أو", f"قرب/{self.chance.choice((1, 5, 30, 100))}", "قرب/100", "-"))

    def _part(self) -> str:
        words, word = self.chance.choices(self.words, k=self.chance.choice((2, 3, 6, 20))), self._word()
        return self.chance.choice(
            (
                word,
                word,
                f"~{word}",
                f"جذر:{word}",
                self.chance.choice(LETTERS) + "*",
                "".join(self.chance.choices(LETTERS, k=2)) + "*",
                "ال*",
                '"' + " ".join(words) + '"',
                '~"' + " ".join(words) + '"',
                "(" + " أو ".join([*words, "ال*"]) + ")",
                "(" + " أو ".join(words) + ")",
                f"عنوان:({' '.join(words)})",
                f"-{word}",
                "شصضثغ",
            )
        )

    def _word(self) -> str:
        return self.chance.choice(self.words)

    def _around(self) -> list[tuple[str, str]]:
        """Return some parameters beside the question."""
        kind = self.chance.choice([kind for kind, values in self.values.items() if values])
        many = self.chance.choice((1, 6, 40))
        return self.chance.choice(
            (
                [("level", self.chance.choice(("exact", "spelling", "lemma", "derivation", "root")))],
                [(f"not-{kind}", value) for value in self.values[kind][:many]],
                [(kind, value) for value in self.values[kind][:many]],
                [("counted", "1")],
                [("sort", self.chance.choice(("newest", "oldest")))],
                [("page", str(self.chance.choice((2, 100, 1000))))],
                [("drop", self._word() * self.chance.choice((1, 10))) for _ in range(many)],
                [("day", "03-23"), ("from", "1990")],
                [("year", str(year)) for year in range(2000, 2000 + many)],
                [("unread", "ا" * 3000)],
            )
        )


def frequent_words(most: int = 60) -> list[str]:
    """Return the most frequent words of some hundred articles, and roots with many words."""
    counts: dict[str, int] = {}
    for body in Article.objects.visible().order_by("pk").values_list("body", flat=True)[:300]:
        for word in body.split():
            counts[word] = counts.get(word, 0) + 1
    return [*heapq.nlargest(most, counts, key=counts.__getitem__), *ROOTS]


def slugs(kind: str) -> list[str]:
    """Return the addresses of some records of a kind."""
    return list(NAMED_KINDS[kind]._default_manager.values_list("slug", flat=True)[:60])


def measured(client: Client, path: str, pairs: tuple[tuple[str, str], ...], by_size: bool) -> Try:
    """Ask one address. Return what it cost in processor seconds, or in megabytes if `by_size`."""
    start = time.process_time()
    response = client.get(f"{path}?{urlencode(pairs)}")
    seconds, size = time.process_time() - start, len(response.content)
    return Try(size / BYTES if by_size else seconds, seconds, size, response.status_code, path, pairs)


def grown(tries: int, within: float, seed: int) -> list[Try]:
    """Return all tries, the dearest first."""
    chance, client = random.Random(seed), Client()
    grower = Grower(chance)
    client.get(PLAIN)
    by_time: list[Try] = []
    by_size: list[Try] = []
    made: list[Try] = []
    end = time.monotonic() + within
    for number in range(tries):
        if time.monotonic() > end:
            break
        sizes = number % 3 == 2
        best = by_size if sizes else by_time
        parent = chance.choice(best) if best and chance.random() < 0.8 else None
        path, pairs = grower.changed(parent.path, parent.pairs) if parent else grower.first()
        made.append(measured(client, path, pairs, sizes))
        heapq.heappush(best, made[-1])
        if len(best) > KEPT:
            heapq.heappop(best)
    return sorted(made, key=lambda found: -found.seconds)


def table(title: str, found: list[Try]) -> None:
    """Print some tries as a table."""
    print(f"\n## {title}\n\n| seconds | kB | status | address |\n|---|---|---|---|")
    for one in found[:SHOWN]:
        question = dict(one.pairs).get("q", "").replace("|", "\\|")
        others = len(one.pairs) - 1
        print(
            f"| {one.seconds:.2f} | {one.size / 1000:.0f} | {one.status} | `{one.path}` `{question[:90]}` +{others} |"
        )


def besides(address: str, dearest: list[Try]) -> dict[str, list[float]]:
    """Serve the archive and ask `dearest` all at once for LASTING seconds. Return the seconds that a health check and a
    plain question took meanwhile."""
    found: dict[str, list[float]] = {"/health/live": [], PLAIN: []}
    folder = Path(settings.DATABASES["default"]["NAME"]).parent
    here = {name: os.environ[name] for name in ("DATABASE_URL", "SEARCH_URL") if name in os.environ}
    with Running(folder, address, here) as archive:
        archive.serve()
        for _ in range(WARM):
            get(address, PLAIN)  # the first question of a worker opens the index
        end = time.monotonic() + LASTING

        def keep_asking(path: str, pause: float, taken: list[float]) -> None:
            while time.monotonic() < end:
                start = time.monotonic()
                get(address, path)
                taken.append(time.monotonic() - start)
                time.sleep(pause)

        asking = [threading.Thread(target=keep_asking, args=(one.address, 0, [])) for one in dearest]
        asking += [threading.Thread(target=keep_asking, args=(path, 0.1, taken)) for path, taken in found.items()]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
    return found


def get(address: str, path: str) -> int:
    """Request a page and return its status."""
    connection = HTTPConnection(address, timeout=60)
    try:
        connection.request("GET", quote(path, safe="/?&=%+"))
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=1500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--serve", default="")
    args = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    made = grown(args.tries, args.seconds, args.seed)
    pages, articles = ([one for one in made if one.path.startswith("/articles/") is is_one] for is_one in (False, True))
    print(f"{len(made)} tries on {Article.objects.visible().count():,} articles")
    table("Dearest pages of search", pages)
    table("Dearest articles with marks", articles)
    table("Largest pages", sorted(made, key=lambda one: -one.size))
    missed = [one for one in pages if one.seconds > SECONDS] + [
        one for one in articles if one.seconds > ARTICLE_SECONDS
    ]
    missed += [one for one in made if one.size > BYTES or (one.status != 200 and one.status != 503)]
    slow = {}
    if args.serve:
        slow = besides(args.serve, made[:AT_ONCE])
        print(f"\n## While {AT_ONCE} of them run\n\n| | answers | median, s | slowest, s |\n|---|---|---|---|")
        for name, taken in slow.items():
            print(f"| `{name}` | {len(taken)} | {sorted(taken)[len(taken) // 2]:.2f} | {max(taken):.2f} |")
    return 1 if missed or any(max(taken) > WAIT for taken in slow.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
