"""Whatever is typed, the results page answers 200, and loses no word of it without saying so."""

import random
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils.html import escape

from arabic import Level
from arabic.tokens import tokens
from search.presenters.notices import sentence
from search.query.items import ItemKind
from search.query.parser import parse
from search.query.question import Question
from search.query.scan import scan
from search.query.tree import (
    And,
    Beginning,
    InField,
    Near,
    Node,
    Not,
    OfRecord,
    Or,
    Phrase,
    Published,
    Word,
)
from search.retrieval.record_lookup import ArchiveRecords

COUNT, PARTS = 3_000, 3
WORDS = ["هجوم", "هدنة", "حلب", "دروع", "بشرية", "مباراة", "أسابيع", "الهدنة", "اليوم", "هَدَفَيْن", "لا", "في", "3", "ليس"]
VALUES = [*WORDS, '"دروع بشرية"', "«هجوم الفريق»", '~"هجوم واسع"', "=هدنة", "مبار*", "دروع*", '="بشرية دروع"']
LEVELS = ["جذر:", "root:", "اشتقاق:", "derivation:", "الجذر:"]
TEXTS = ["عنوان:", "نص:", "headline:", "العنوان:"]
RECORDS = ["مكان:حلب", 'مصدر:"صحيفة الضفّة"', "قسم:رياضة", "شخص:«سعاد مراد»", "كاتب:سعاد", "موضوع:المعارك", "مكان:نابلس"]
DATES = ["من:2018", "إلى:آذار-2019", "تاريخ:2016..2018", "date:23/3/2019", "تاريخ:1440هـ", "من:٢٠١٨", "من:غد"]
NEARS = ["قرب/5", "قرب/٣", "قرب2", "NEAR/4", "near/1", "قرب/0", "قرب/1000", "قرب"]
PIECES = [
    *'"«»“”()-=~*:،؛…/\\|&<>%+',
    *(
        "أو",
        "OR",
        "NOT",
        "AND",
        "و",
        "كـ",
        "ء",
        "5",
        "٢٠١٩",
        "@name",
        "#وسم_طويل",
        "https://example.org/?q=a&b",
        "-" * 30,
    ),
    *("من:", "تاريخ:", "عنوان:", "مصدر:", "جذر:", "اشتقاق:", "2019-03..2019-06", "31/2/2019", "كتاب*", "*", "قرب/5"),
    *("\u200f", "\u202e", "\u2067", "\u061c", "\u200c", "\ufeff", "\u00a0", "ـ", "\u064b", "\x00", "\x1b", "\n", "\t"),
    *("\U0001f600", "\ufdfa", "\ufefb", "پ", "\u0600", "٪", "½", "²", "Ⅷ", "ß", "İ", "\u0300" * 5),
]
LONG = ["هجوم " * 2_000, "ا" * 10_000, "(" * 10_000, '"' * 9_999, "-" * 10_000, "جذر:" * 2_500, "ا قرب/5 " * 1_000]
BROKEN = ["%ED%A0%80", "%00", "%FF%FE", "%C3", "%", "%zz", "+++", "%F4%90%80%80", "&q=", "q", "=%3D"]


def part(chance: random.Random, depth: int) -> str:
    """A part of a question by the rules of the language, which are broken now and then."""
    inner = lambda: part(chance, depth - 1) if depth else chance.choice(VALUES)  # noqa: E731
    ways = [
        lambda: chance.choice(VALUES),
        lambda: chance.choice(LEVELS) + chance.choice(VALUES),
        lambda: chance.choice(TEXTS) + chance.choice(VALUES),
        lambda: chance.choice([*RECORDS, *DATES]),
        lambda: f"{inner()} {chance.choice(['أو', 'او', 'OR'])} {inner()}",
        lambda: f"{inner()} {chance.choice(NEARS)} {inner()}",
        lambda: f"{chance.choice(['-', 'NOT '])}{inner()}",
        lambda: f"{chance.choice(['', '-', *LEVELS, *TEXTS, 'مكان:'])}({inner()} {inner()})",
        lambda: chance.choice(PIECES),
    ]
    return chance.choice(ways)()


def generated(count: int) -> list[str]:
    """Questions as addresses carry them: half by the rules, half of pieces in any order, and the worst of all."""
    chance = random.Random(2019)
    typed = [
        " ".join(part(chance, chance.choice((0, 1, 1, 2))) for _ in range(chance.randint(1, 2)))
        for _ in range(count // 2)
    ]
    typed += [
        "".join(chance.choice(["", " "]) + chance.choice([*PIECES, *WORDS]) for _ in range(chance.randint(1, 8)))
        for _ in range(count // 2)
    ]
    return [*map(quote, LONG), *BROKEN, *map(quote, typed)][:count]


def words(node: Node) -> Iterator[str]:
    """Every word that a tree holds, the names of records among them."""
    match node:
        case Word(text) | Beginning(text):
            yield text
        case Phrase(found):
            yield from found
        case OfRecord(_, _, label):
            yield from (token.text for token in tokens(label))
        case And(parts) | Or(parts):
            for inner in parts:
                yield from words(inner)
        case Near(left, right):
            yield from (*words(left), *words(right))
        case Not(inner) | InField(_, inner):
            yield from words(inner)


def dated(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(map(dated, parts))
        case Not(inner) | InField(_, inner):
            return dated(inner)
    return isinstance(node, Published)


def lost(question: Question) -> set[str]:
    """Words that were typed as words and that the tree does not ask for; those of dates are not looked into."""
    items, _ = scan(question.text)
    typed = {
        word
        for item in items
        if item.kind in (ItemKind.WORD, ItemKind.PHRASE, ItemKind.BEGINNING)
        for word in item.words
    }
    return set() if dated(question.tree) else typed - set(words(question.tree))


@pytest.mark.slow(40)
@pytest.mark.parametrize("part", range(PARTS))
def test_generated_questions_all_answer(archive, part):
    handler, factory, levels = WSGIHandler(), RequestFactory(), list(Level)
    failed = []
    told = 0
    for number, asked in list(enumerate(generated(COUNT)))[part::PARTS]:
        request = factory.get(f"/search/?q={asked}&level={levels[number % len(levels)]}")
        response = handler.get_response(request)
        question = parse(request.GET["q"], records=ArchiveRecords())
        page = response.content.decode()
        told += bool(question.notices)
        fits = all(escape(sentence(notice)) in page for notice in question.notices)
        sensible = question.notices or (not lost(question) and question.empty == (not tokens(question.text)))
        if response.status_code != 200 or not fits or not sensible:
            failed.append((response.status_code, asked, question))
    assert failed == []
    assert COUNT / 5 < told * PARTS < COUNT * 4 / 5
