"""Grow an archive by recombining the sentences of real articles.

    python -m benchmarks.scaled --articles N OUT.jsonl[.gz] [--archive FILE] [--seed 7]

FILE is a file that the importers read, by default the ANT corpus. Each new article has the shape of a real one (lead,
blocks, sentences in each). It takes its sentences from that one and three others of its section, so that words that
occur together still do. Its headline joins halves of two of their headlines. Date, source, section and names are
invented and drawn by Zipf's law. Recombining alone would add no new form after a while. So forms are invented at the
rate of Heaps' law (V = K n^b, fitted on the second half of the real text), and used again as in Simon's model of word
frequencies. The same seed gives the same articles, and a smaller archive is the beginning of a larger one.
"""

import argparse
import gzip
import json
import math
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

django.setup()

from articles.body import read_body  # noqa: E402
from articles.loading.checking import check  # noqa: E402
from articles.readers import KeyMap, Record, RefusalError, guess_format, opened, read  # noqa: E402
from benchmarks import invented  # noqa: E402
from benchmarks.archive import ANT, mapped_keys  # noqa: E402

_SENTENCE = re.compile(r"(?<=[.!؟?])\s+")
_FORM = re.compile(r"\w+")
OTHERS, FEWEST = 3, 50
"""Articles that give sentences in addition to the one that gives the shape; fewest articles of a section."""
REMEMBERED = 20_000
"""Remembered occurrences of invented forms, from which a form is used again."""


@dataclass(frozen=True, slots=True)
class Real:
    """A real article: the words of its headline, whether its first part is a lead, and its sentences.

    `shape` is the number of sentences in each part.
    """

    headline: list[str]
    has_lead: bool
    shape: list[int]
    sentences: list[str]


def sections(archive: Path) -> list[list[Real]]:
    """Return the articles of a file by section, as the import takes them. Small sections are merged into one."""
    found: dict[str, list[Real]] = {}
    with opened(archive) as file:
        for record in read(file, guess_format(archive), KeyMap(mapped_keys(archive))):
            if isinstance(record, Record) and record.kind == "article":
                try:
                    checked = check(record, publish=True)
                except RefusalError:
                    continue
                found.setdefault(checked.names.get("section", ""), []).append(real(checked.fields))
    small = [article for articles in found.values() if len(articles) < FEWEST for article in articles]
    return [
        articles for articles in (*found.values(), small) if articles and (articles is small or len(articles) >= FEWEST)
    ]


def real(fields: dict[str, Any]) -> Real:
    lead = fields.get("lead", "")
    texts = [lead] * bool(lead) + [block.text for block in read_body(fields.get("body", ""))]
    parts = [_SENTENCE.split(text) for text in texts]
    return Real(fields.get("headline", "").split(), bool(lead), [*map(len, parts)], list(chain(*parts)))


class Heaps:
    """Heaps' law V = K n^b, fitted through the middle and the end of the text."""

    def __init__(self, articles: list[Real]) -> None:
        seen: set[str] = set()
        words, points = 0, [(0, 0)]
        for article in articles:
            for sentence in article.sentences:
                words += len(sentence.split())
                seen.update(_FORM.findall(sentence))
            points.append((words, len(seen)))
        (half, forms), (whole, most) = points[(len(points) + 1) // 2], points[-1]
        self.forms = seen
        self.exponent = math.log(most / forms) / math.log(whole / half) if forms < most else 0.0
        self.factor = most / whole**self.exponent
        self.rate = self.exponent * most / whole

    def expected(self, words: int) -> float:
        """Return the number of forms expected in a text of so many words."""
        return self.factor * words**self.exponent


class Growth:
    """Generates the new articles, one after another."""

    def __init__(self, archive: Path, seed: int) -> None:
        self._sections = sections(archive)
        articles = [article for section in self._sections for article in section]
        random.Random(seed).shuffle(articles)
        self._law = Heaps(articles)
        self._chance = random.Random(seed)
        self._weights = [len(section) for section in self._sections]
        self._rare = invented.RareForms(self._law.forms, seed)
        self._again: list[str] = []
        self._words = self._invented = 0
        self._owed = 0.0
        self._used: set[str] = set()
        self._met: set[str] = set()
        kinds = ("SOURCES", "AGENCIES", "SECTIONS", "PLACES", "PEOPLE", "ORGANISATIONS", "SUBJECTS")
        self._names = {kind: invented.Names(getattr(invented, kind), seed) for kind in kinds}

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield records without end, in the format of docs/record-format.md."""
        number = 0
        while True:
            number += 1
            yield self._record(number)

    def _record(self, number: int) -> dict[str, Any]:
        chance, names = self._chance, self._names
        section = chance.choices(self._sections, self._weights)[0]
        parents = [chance.choice(section) for _ in range(1 + OTHERS)]
        parts = self._parts(parents)
        lead = parts.pop(0) if parents[0].has_lead else ""
        at = invented.moment(chance)
        return {
            "type": "article",
            "external_id": f"grown-{number}",
            "url": f"https://grown.example/{number}",
            "source": names["SOURCES"].one(chance),
            "agency": names["AGENCIES"].one(chance) if chance.random() < 0.4 else "",
            "section": names["SECTIONS"].one(chance),
            "headline": self._headline(parents),
            "lead": lead,
            "body": [{"type": "paragraph", "text": part} for part in parts],
            "byline": names["PEOPLE"].one(chance) if chance.random() < 0.3 else "",
            "places": names["PLACES"].some(chance, 3),
            "people": names["PEOPLE"].some(chance, 4),
            "organisations": names["ORGANISATIONS"].some(chance, 2),
            "subjects": names["SUBJECTS"].some(chance, 3),
            "published_at": at.date().isoformat() if chance.random() < 0.02 else f"{at.isoformat()}+03:00",
            "status": "published",
        }

    def _headline(self, parents: list[Real]) -> str:
        one, other = parents[0].headline, parents[1].headline
        return " ".join(one[: len(one) // 2 + 1] + other[len(other) // 2 + 1 :])[:500].strip()

    def _parts(self, parents: list[Real]) -> list[str]:
        pool = [sentence for parent in parents for sentence in parent.sentences]
        drawn = self._chance.sample(pool, sum(parents[0].shape))
        before = self._words
        self._note(drawn)
        for _ in range(self._missing(before)):
            self._invent(drawn)
        taken = iter(drawn)
        return [" ".join(islice(taken, count)) for count in parents[0].shape]

    def _missing(self, before: int) -> int:
        """Return the number of forms to invent for the words since `before`.

        It is the number that Heaps' law expects beyond the known forms, but at most the rate at which the real text
        brought new forms at its end (the law does not hold for the first thousands of words).
        """
        wanted = int(self._law.expected(self._words)) - len(self._met) - self._invented
        most = self._law.rate * (self._words - before) + self._owed
        self._owed = most % 1
        return max(0, min(wanted, int(most)))

    def _note(self, drawn: list[str]) -> None:
        """Count the words, and the forms of sentences not used before."""
        self._words += sum(sentence.count(" ") + 1 for sentence in drawn)
        for sentence in drawn:
            if sentence not in self._used:
                self._used.add(sentence)
                self._met.update(_FORM.findall(sentence))

    def _invent(self, drawn: list[str]) -> None:
        """Replace some word by a new form, and another word by a form invented earlier, if any."""
        form = self._rare.new()
        self._invented += 1
        again = self._chance.choice(self._again) if self._again else form
        for each in (form, again):
            place = self._chance.randrange(len(drawn))
            words = drawn[place].split(" ")
            words[self._chance.randrange(len(words))] = each
            drawn[place] = " ".join(words)
            if len(self._again) < REMEMBERED:
                self._again.append(each)
            else:
                self._again[self._chance.randrange(REMEMBERED)] = each


def written(out: Path) -> IO[str]:
    if out.suffix == ".gz":
        return gzip.open(out, "wt", compresslevel=1, encoding="utf-8")
    return out.open("w", encoding="utf-8")


def grow(articles: int, out: Path, archive: Path = ANT, seed: int = 7) -> None:
    """Write `articles` articles to a file, completely or not at all."""
    part = out.with_name(f"part-{out.name}")
    records = Growth(archive, seed).records()
    with written(part) as file:
        for _ in range(articles):
            file.write(json.dumps(next(records), ensure_ascii=False) + "\n")
    part.replace(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--archive", type=Path, default=ANT)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    grow(options.articles, options.out, options.archive, options.seed)


if __name__ == "__main__":
    main()
