"""Whatever is typed, the results page answers 200."""

import random
from urllib.parse import quote

import pytest
from django.test import Client

COUNT = 2_000
PIECES = [
    *'"«»“”()-=~*:،؛…/\\|&<>%+',
    *(
        "أو",
        "OR",
        "NOT",
        "AND",
        "و",
        "لا",
        "هجوم",
        "الباغوز",
        "كـ",
        "a",
        "ء",
        "٣",
        "5",
        "٢٠١٩",
        "3.5",
        "أ.ف.ب",
        "@name",
    ),
    *(
        "من:",
        "إلى:",
        "تاريخ:",
        "date:",
        "عنوان:",
        "نص:",
        "مصدر:",
        "مكان:",
        "جذر:",
        "root:",
        "اشتقاق:",
        "كاتب:",
        "قرب/5",
    ),
    *("2019-03..2019-06", "آذار-2019", "31/2/2019", "كتاب*", "#وسم_طويل", "https://example.org/?q=a&b", "-" * 30),
    *("\u200f", "\u202e", "\u2067", "\u061c", "\u200c", "\ufeff", "\u00a0", "ـ", "\u064b", "\x00", "\x1b", "\n", "\t"),
    *("\U0001f600", "\ufdfa", "\ufefb", "پ", "\u0600", "٪", "½", "²", "Ⅷ", "ß", "İ", "\u0300" * 5),
]
LONG = ["هجوم " * 2_000, "ا" * 10_000, "(" * 10_000, '"' * 9_999, "-" * 10_000, "جذر:" * 2_500, "\u202e" * 10_000]
BROKEN = ["%ED%A0%80", "%00", "%FF%FE", "%C3", "%", "%zz", "+++", "%F4%90%80%80", "&q=", "q", "=%3D"]


def generated(count: int) -> list[str]:
    chance = random.Random(2019)
    made = [
        "".join(chance.choice(["", " "]) + chance.choice(PIECES) for _ in range(chance.randint(1, 14)))
        for _ in range(count)
    ]
    return [*map(quote, LONG), *BROKEN, *map(quote, made)][:count]


@pytest.mark.slow
def test_generated_questions_all_answer(archive):
    client = Client(raise_request_exception=False)
    levels = ["exact", "spelling", "lemma", "root"]
    failed = []
    for number, question in enumerate(generated(COUNT)):
        response = client.get(f"/search/?q={question}&level={levels[number % 4]}")
        if response.status_code != 200:
            failed.append((response.status_code, question))
    assert failed == []
