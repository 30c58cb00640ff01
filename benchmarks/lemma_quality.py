"""How well index keys tell which words share a lemma, measured on a treebank with gold lemmas (CoNLL-U).

    python -m benchmarks.lemma_quality [TREEBANK]

Over all pairs of the distinct (form, gold lemma) of content words: two forms are held to be the same where they share
an index key, and are the same where their gold lemmas agree. A form is a written word as it stands between spaces,
with its particles and pronouns; it counts where exactly one content word (NOUN VERB ADJ PROPN ADV) is in it. Keys are
taken without context. Beside it stand the keys of a stock stemmer and of bolder and more timid use of this lexicon.
"""

import argparse
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

django.setup()

import Stemmer  # noqa: E402
from django.conf import settings  # noqa: E402

from search.analysis import Analyzer, exact  # noqa: E402
from search.analysis.store import Store  # noqa: E402
from search.lexicon import analyzer  # noqa: E402

TREEBANK = Path(settings.BASE_DIR).parent / "shared" / "data" / "pud-dev.conllu"
CONTENT = {"NOUN", "VERB", "ADJ", "PROPN", "ADV"}
FOLDED = str.maketrans("أإآٱىة", "ااااي" + "ه")
STRONG = re.compile("[^وياىءأإآؤئةٱ]")
Pair = tuple[str, str]


def pairs(treebank: Path) -> list[Pair]:
    """The distinct (form, gold lemma); two are one where both agree without harakat and folded, and the commonest
    spelling of the form stands for it."""
    found: dict[Pair, Counter[str]] = defaultdict(Counter)
    for word in words(treebank):
        content = [row for row in word if row[3] in CONTENT]
        if len(content) == 1:
            form = exact("".join(row[1] for row in word))
            found[form.translate(FOLDED), exact(content[0][2]).translate(FOLDED)][form] += 1
    return [(max(forms, key=lambda form: (forms[form], form)), lemma) for (_, lemma), forms in found.items()]


def words(treebank: Path) -> Iterator[list[list[str]]]:
    """The written words of the treebank, each as its rows: a row that no space follows belongs to the next one's word,
    but for punctuation."""
    word: list[list[str]] = []
    for line in treebank.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        if line.startswith("#") or (len(row) > 1 and not row[0].isdigit()):
            continue
        mark = len(row) < 10 or row[3] in ("PUNCT", "SYM")
        if not mark:
            word.append(row)
        if word and (mark or "SpaceAfter=No" not in row[9]):
            yield word
            word = []


def score(items: list[Pair], keys: Callable[[str], Iterable[str]]) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of a function from a form to its keys."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, (form, _) in enumerate(items):
        for key in set(keys(form)):
            holders[key].append(number)
    said = {pair for numbers in holders.values() for pair in combinations(numbers, 2)}
    right = sum(items[one][1] == items[other][1] for one, other in said)
    gold = sum(count * (count - 1) // 2 for count in Counter(lemma for _, lemma in items).values())
    precision, recall = right / max(len(said), 1), right / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def holds(lemma: str, root: str) -> bool:
    """Whether the root's strong consonants all stand in the lemma, in order."""
    letters = iter(lemma)
    return all(consonant in letters for consonant in STRONG.findall(root))


def rooted(analysis: Analyzer, items: list[Pair]) -> set[Pair]:
    """The (lemma, root) of the treebank's words."""
    found = (reading for form, _ in items for reading in analysis.analyze(form).readings[:1])
    return {(reading.key, reading.root) for reading in found if reading.root}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank", nargs="?", type=Path, default=TREEBANK)
    items = pairs(parser.parse_args().treebank)
    analysis, stemmer = analyzer(), Stemmer.Stemmer("arabic")
    print(
        f"{len(items)} distinct (form, lemma); lexicon {analysis.version}\n\nkey              precision  recall     F1"
    )
    for name, keys in {
        "Snowball arabic": lambda form: [stemmer.stemWord(form)],
        "root": lambda form: analysis.analyze(form).roots or analysis.terms(form)[1:],
        "every reading": lambda form: [reading.key for reading in analysis.analyze(form).readings],
        "best reading": lambda form: analysis.terms(form)[1:2],
        "lemma": lambda form: analysis.terms(form)[1:],
    }.items():
        print(f"{name:16}{'':5}{'{:.4f}  {:.4f}  {:.4f}'.format(*score(items, keys))}")
    entries = {(key, root) for _, key, root, _ in Store(Path(settings.LEXICON_DIR)).entries() if root}
    print("\nlemmas that hold their root's strong consonants")
    for name, found in {"of the treebank": rooted(analysis, items), "of the lexicon": entries}.items():
        held = sum(holds(lemma, root) for lemma, root in found)
        print(f"{name:16}{held} of {len(found)} = {held / max(len(found), 1):.2%}")


if __name__ == "__main__":
    main()
