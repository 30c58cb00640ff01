"""Questions drawn from headlines, the same for every engine."""

import random
import re
from collections import Counter

KINDS = {
    "one": "one common word",
    "two": "two words",
    "phrase": "a phrase of two",
    "near": "two within five",
    "root": "a root",
    "any": "any of ten words",
}
WORDS = ("one", "two", "any")
"""The kinds that ask only for words."""
COMMON = 0.005
"""The smallest share of headlines that contain a common word."""
NEAR, ANY = 5, 10

_PLAIN = re.compile("[\u0621-\u064a]{3,}")
# Words that stock analyzers ignore (after Lucene's list for Arabic), or that carry no meaning.
_STOP_LIST = """
ومن منها منه وفي فيها فيه فيهم ولا الا ألا إلا لكن وما كما فما مما اذا إذا انها أنها إنها انه أنه
إنه بان بأن فان فأن وان وأن وإن التى التي الذى الذي الذين الى الي إلى إلي على علي عليها عليه اما أما
إما ايضا أيضا وكل ولم ولن وهى وهي وهو فهى فهي فهو انت أنت لها هذه هذا تلك ذلك هناك كانت كان يكون
تكون وكانت وكان غير بعض نحو بين بينما منذ ضمن حيث الان الآن خلال بعد قبل حتى عند عندما لدى جميع دون
حول أمام اليوم
"""
_STOP = frozenset(_STOP_LIST.split())


def typed(kind: str, words: list[str]) -> str:
    """Return a question as a user types it in the archive's own query language."""
    match kind:
        case "phrase":
            return f'"{" ".join(words)}"'
        case "near":
            return f" قرب/{NEAR} ".join(words)
        case "root":
            return f"جذر:{words[0]}"
        case "any":
            return " أو ".join(words)
    return " ".join(words)


def draw(headlines: list[str], count: int, seed: int) -> dict[str, list[list[str]]]:
    """Return the words of `count` questions of each kind."""
    chance = random.Random(seed)
    lines = [headline.split() for headline in headlines]
    held = Counter(word for line in lines for word in set(line) if is_asked(word))
    common = sorted(word for word, times in held.items() if times >= COMMON * len(lines)) or sorted(held)
    fit = [line for line in lines if len({word for word in line if is_asked(word)}) >= 2]
    return {
        "one": [[chance.choice(common)] for _ in range(count)],
        "two": [spread(chance, chance.choice(fit)) for _ in range(count)],
        "phrase": beside(chance, fit, 1, 1, count),
        "near": beside(chance, fit, 2, NEAR - 1, count),
        "root": [[spread(chance, chance.choice(fit))[0]] for _ in range(count)],
        "any": [ten(chance, fit) for _ in range(count)],
    }


def is_asked(word: str) -> bool:
    """Return whether a word has only plain letters and is a word that every engine searches."""
    return bool(_PLAIN.fullmatch(word)) and word not in _STOP


def spread(chance: random.Random, line: list[str]) -> list[str]:
    """Return two different words of a headline, in its order."""
    words = list(dict.fromkeys(word for word in line if is_asked(word)))
    return [words[place] for place in sorted(chance.sample(range(len(words)), 2))]


def beside(chance: random.Random, lines: list[list[str]], least: int, most: int, count: int) -> list[list[str]]:
    """Return pairs of words of a headline that are between `least` and `most` positions apart."""
    pairs = (
        [one, other]
        for line in chance.sample(lines, len(lines))
        for distance in range(least, most + 1)
        for one, other in zip(line, line[distance:], strict=False)
        if is_asked(one) and is_asked(other) and one != other
    )
    found = [pair for pair, _ in zip(pairs, range(20 * count), strict=False)]
    return chance.sample(found, min(count, len(found)))


def ten(chance: random.Random, lines: list[list[str]]) -> list[str]:
    """Return the words of random headlines, up to ten."""
    words: dict[str, None] = {}
    while len(words) < ANY and len(words) < 2 * len(lines):
        words |= dict.fromkeys(filter(is_asked, chance.choice(lines)))
    return list(words)[:ANY]
