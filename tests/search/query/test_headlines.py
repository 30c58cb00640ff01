"""Real headlines typed as questions: none is misread, no word is lost, and those that hold an operator are listed."""

import gzip
import json
import re
from collections.abc import Iterator

import pytest

from arabic.tokens import tokens
from search.query.items import ItemKind, clean
from search.query.parser import parse
from search.query.question import Code
from search.query.scan import scan
from search.query.tree import And, Near, Node, Not, Or, Phrase, Word
from tests.support.services import shared_data

pytestmark = pytest.mark.shared_data

OPERATORS = {"أو", "او", "و"}
PLAIN = {ItemKind.WORD, ItemKind.PHRASE, ItemKind.OPEN, ItemKind.CLOSE, ItemKind.AND}

# The headlines of the corpus that hold an operator, by the words around the first. أو is what it is in the headline:
# one of the two is enough. A hyphen that stands before its word like a minus leaves the word out, as it does where a
# reader means it; the page shows a chip of it, which takes it back with a click.
HOLDING = {
    "الشاي أو القهوة",
    "الغلايّة أو الميكروويف",
    "جوالة أو انترنت أو راديو",
    "بسرعة أو ببطء",
    "ملتحٍ أو منقبة",
    "مغلقة أو تعمل",
    "العمومية أو دمجها",
    "الدستور أو تسريح",
    "أموالا أو شركة",
    "مادونا أو يشجع",
    "الاربعاء أو الخميس",
    "الملكي أو السيدة",
    "الفيفا أو التجميد",
    "16 أو 17",
    "الإفريقي أو الموت",
    "سعودية -أمريكية",
    "التونسية -الليبية",
    "تونس -عنابة",
    "تونس -الجزائر",
}


class KnowsAll:
    """Records that know every name, so that no field is passed over for want of one."""

    def lookup(self, kind: str, value: str) -> tuple[int, ...]:
        return (1,)


@pytest.fixture(scope="module")
def headlines() -> list[str]:
    with gzip.open(shared_data("ant-corpus.jsonl.gz"), "rt", encoding="utf-8") as lines:
        found = [title for line in lines if (title := (json.loads(line)["title"] or "").strip())]
    assert len(found) > 10_000
    return found


def leaves(node: Node) -> Iterator[Node]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Near(left, right):
            yield from (*leaves(left), *leaves(right))
        case _:
            yield node


def words(node: Node) -> list[str]:
    """The words of a tree that holds nothing but words and phrases without a level of their own."""
    found: list[str] = []
    for leaf in leaves(node):
        assert isinstance(leaf, Phrase) or (isinstance(leaf, Word) and leaf.level is None), leaf
        found += leaf.words if isinstance(leaf, Phrase) else (leaf.text,)
    return found


def without_operators(words: list[str]) -> list[str]:
    return [word for word in words if word not in OPERATORS]


def test_the_headlines_that_hold_an_operator_are_listed(headlines):
    holding = [line for line in headlines if {item.kind for item in scan(clean(line)[0])[0]} - PLAIN]
    pieces = [re.search(r"\S+(?: أو [^\s!؟.]+)+|\S+ -\S+", line) for line in holding]
    assert {piece and piece[0] for piece in pieces} == HOLDING
    assert len(holding) < len(headlines) / 400


def test_a_headline_is_words_and_phrases_and_none_is_lost(headlines):
    for headline in headlines:
        question = parse(headline, records=KnowsAll())
        typed = [token.text for token in tokens(question.text)]
        assert without_operators(words(question.tree)) == without_operators(typed), headline
        assert {notice.code for notice in question.notices} <= {Code.QUOTE_UNCLOSED}, headline
        assert words(parse(headline, records=KnowsAll(), plain=True).tree) == typed
