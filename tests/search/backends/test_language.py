"""Each row of the language and each pair of rows, asked of every engine; docs/question.md says which are legal."""

import re
from itertools import product
from pathlib import Path

import pytest

from search.query.parser import parse
from search.query.question import Code
from search.retrieval.record_lookup import ArchiveRecords

REPLICAS = 0
DOCS = Path(__file__).resolve().parents[3] / "docs" / "question.md"
VISIBLE = {"baghouz", "shields", "books", "library", "official", "undated", "truce"}

# A question of each row, by the column of the table in the docs, and what it finds.
ROWS: dict[str, tuple[str, set[str]]] = {
    "a b": ("قوات سوريا", {"baghouz"}),
    '"…"': ('"دروع بشرية"', {"baghouz"}),
    '~"…"': ('~"كتاب كثير"', {"books"}),
    "=": ("=كتابا", {"library"}),
    "جذر:": ("جذر:كتب", {"books", "library"}),
    "اشتقاق:": ("اشتقاق:إعلان", {"baghouz"}),
    "أو": ("معرض أو مكتبة", {"books", "library"}),
    "-": ("-سوريا", VISIBLE - {"baghouz", "official", "undated"}),
    "قرب": ("هدنة قرب/2 تهدئة", {"truce"}),
    "عنوان:": ("عنوان:هدنة", {"undated", "truce"}),
    "مكان:": ("مكان:سوريا", {"baghouz", "official"}),
    "تاريخ:": ("تاريخ:2018", {"shields", "books"}),
    "*": ("مسؤ*", {"official", "library"}),
    "( )": ("(سوريا مدرسة)", {"official"}),
}
WORD, SIGN, IDLE, NAME, DAY = (
    Code.TAKEN_AS_WORD,
    Code.SIGN_IGNORED,
    Code.PREFIX_IDLE,
    Code.UNKNOWN_VALUE,
    Code.UNREADABLE_DATE,
)

# For each row that holds others, each of them inside it: what it finds, or the notice that it gives.
INSIDE: dict[str, dict[str, tuple[str, set[str] | Code]]] = {
    "قرب": {
        "a b": ("(قوات سوريا) قرب/5 الفرات", WORD),
        '"…"': ('"دروع بشرية" قرب/1 المدنيين', {"baghouz"}),
        '~"…"': ('اشترى قرب/1 ~"كتاب كثير"', {"books"}),
        "=": ("=كتابا قرب/1 واحد", {"library"}),
        "جذر:": ("جذر:كتب قرب/1 كثير", {"books"}),
        "اشتقاق:": ("اشتقاق:إعلان قرب/2 سوريا", {"baghouz"}),
        "أو": ("معرض أو باحث قرب/1 قرأ أو اشترى", {"books", "library"}),
        "-": ("سوريا قرب/5 -تركيا", WORD),
        "قرب": ("قوات قرب/1 سوريا قرب/2 سيطرة", {"baghouz"}),
        "عنوان:": ("عنوان:هدنة قرب/3 الجنوب", WORD),
        "مكان:": ("سوريا قرب/3 مكان:سوريا", WORD),
        "تاريخ:": ("تاريخ:2019 قرب/3 مدرسة", WORD),
        "*": ("مسؤ* قرب/1 زار", {"official"}),
        "( )": ("(هدنة) قرب/2 (تهدئة)", {"truce"}),
    },
    "عنوان:": {
        "a b": ("عنوان:(معرض كتاب)", {"books"}),
        '"…"': ('عنوان:"هدنة في"', {"truce"}),
        '~"…"': ('عنوان:~"زار مدرسة"', {"official"}),
        "=": ("عنوان:=الكتاب", {"books"}),
        "جذر:": ("عنوان:جذر:كتب", {"books", "library"}),
        "اشتقاق:": ("عنوان:اشتقاق:زيارة", {"official"}),
        "أو": ("عنوان:(معرض أو مكتبة)", {"books", "library"}),
        "-": ("عنوان:(هدنة -الجنوب)", {"undated"}),
        "قرب": ("عنوان:(هدنة قرب/2 الجنوب)", {"truce"}),
        "عنوان:": ("عنوان:(نص:هدنة)", IDLE),
        "مكان:": ("عنوان:(مدرسة مكان:سوريا)", {"official"}),
        "تاريخ:": ("عنوان:(هدنة تاريخ:2020)", {"truce"}),
        "*": ("عنوان:مسؤ*", {"official"}),
        "( )": ("عنوان:(هدنة)", {"undated", "truce"}),
    },
    "مكان:": {
        "a b": ("مكان:(سوريا الفرات)", {"baghouz"}),
        '"…"': ('مكان:"سوريا"', {"baghouz", "official"}),
        '~"…"': ('مكان:~"سوريا"', {"baghouz", "official"}),
        "=": ("مكان:=سوريا", {"baghouz", "official"}),
        "جذر:": ("مكان:جذر:كتب", WORD),
        "اشتقاق:": ("مكان:(اشتقاق:سوريا)", NAME),
        "أو": ("مكان:(سوريا أو الفرات)", {"baghouz", "official"}),
        "-": ("مكان:(سوريا -الفرات)", {"official"}),
        "قرب": ("مكان:(سوريا قرب/2 الفرات)", NAME),
        "عنوان:": ("مكان:(عنوان:سوريا)", NAME),
        "مكان:": ("مكان:مكان:سوريا", WORD),
        "تاريخ:": ("مكان:(سوريا تاريخ:2019)", NAME),
        "*": ("مكان:سور*", WORD),
        "( )": ("مكان:(سوريا)", {"baghouz", "official"}),
    },
    "تاريخ:": {
        "a b": ("تاريخ:(2019 2020)", WORD),
        '"…"': ('تاريخ:"23 آذار 2019"', {"baghouz"}),
        '~"…"': ('تاريخ:~"آذار 2019"', {"baghouz"}),
        "=": ("تاريخ:=2019", DAY),
        "جذر:": ("تاريخ:جذر:كتب", WORD),
        "اشتقاق:": ("من:اشتقاق:إعلان", WORD),
        "أو": ("تاريخ:(2019 أو 2020)", WORD),
        "-": ("تاريخ:(-2019)", WORD),
        "قرب": ("تاريخ:(2019 قرب/2 2020)", WORD),
        "عنوان:": ("تاريخ:عنوان:هدنة", WORD),
        "مكان:": ("إلى:مكان:سوريا", WORD),
        "تاريخ:": ("من:تاريخ:2019", WORD),
        "*": ("تاريخ:201*", WORD),
        "( )": ("تاريخ:(2019)", WORD),
    },
    "جذر:": {
        "a b": ("جذر:(كتب قرأ)", {"books", "library"}),
        '"…"': ('جذر:"قرأ بحث"', {"library"}),
        '~"…"': ('جذر:~"قرأ بحث"', {"library"}),
        "=": ("جذر:(كتب =معرض)", IDLE),
        "جذر:": ("جذر:جذر:كتب", WORD),
        "اشتقاق:": ("جذر:(اشتقاق:إعلان)", IDLE),
        "أو": ("جذر:(كتب أو درس)", {"books", "library", "official"}),
        "-": ("جذر:(كتب -درس)", {"books"}),
        "قرب": ("جذر:(قرأ قرب/1 بحث)", {"library"}),
        "عنوان:": ("جذر:(عنوان:كتب)", {"books", "library"}),
        "مكان:": ("جذر:(درس مكان:سوريا)", {"official"}),
        "تاريخ:": ("جذر:(كتب تاريخ:2018)", {"books"}),
        "*": ("جذر:كتا*", IDLE),
        "( )": ("جذر:(كتب)", {"books", "library"}),
    },
    "اشتقاق:": {
        "a b": ("اشتقاق:(إعلان سيطرة)", {"baghouz"}),
        '"…"': ('اشتقاق:"زيارة مسؤول"', {"official"}),
        '~"…"': ('اشتقاق:~"زيارة مسؤول"', {"official"}),
        "=": ("اشتقاق:=أعلنت", IDLE),
        "جذر:": ("اشتقاق:(جذر:كتب)", IDLE),
        "اشتقاق:": ("اشتقاق:اشتقاق:إعلان", WORD),
        "أو": ("اشتقاق:(إعلان أو زيارة)", {"baghouz", "library", "official"}),
        "-": ("اشتقاق:(زيارة -قراءة)", {"official"}),
        "قرب": ("اشتقاق:(زيارة قرب/1 مسؤول)", {"official"}),
        "عنوان:": ("اشتقاق:(عنوان:زيارة)", {"official"}),
        "مكان:": ("اشتقاق:(زيارة مكان:سوريا)", {"official"}),
        "تاريخ:": ("اشتقاق:(زيارة تاريخ:2019-01)", {"library"}),
        "*": ("اشتقاق:إعلا*", IDLE),
        "( )": ("اشتقاق:(إعلان)", {"baghouz"}),
    },
}

# Parts that begin at the first word of one sentence, and at the fifth, with how many words they have.
FIRST = ["أعلن", "=أعلنت", "جذر:علن", "اشتقاق:إعلان", "أعل*", "(أعلن أو نفى)", '"أعلنت قوات"', '~"أعلن قوة"']
FIFTH = ["سيطرة", "=السيطرة", "جذر:سيطر", "اشتقاق:سيطرة", "سيطر*", "(سيطرة أو هزيمة)", '"السيطرة على"', '~"سيطرة على"']


def table() -> dict[tuple[str, str], bool]:
    """For each row of the docs' table and each column, whether the one may stand inside the other."""
    lines = DOCS.read_text(encoding="utf-8").partition("| around ↓ inside → |")[2].splitlines()
    columns = re.findall("`(.*?)`", lines[0])
    found: dict[tuple[str, str], bool] = {}
    for line in lines[2 : next(number for number, line in enumerate(lines) if number and not line.startswith("|"))]:
        name, *marks = (cell.strip() for cell in line.strip("|").split("|"))
        assert len(marks) == len(columns)
        assert set(marks) <= {"✓", "✗"}
        found |= {(name.strip("`"), column): mark == "✓" for column, mark in zip(columns, marks, strict=True)}
    return found


def told(question: str) -> set[Code]:
    return {notice.code for notice in parse(question, records=ArchiveRecords()).notices}


def test_the_table_of_the_docs_has_a_case_in_each_cell():
    columns = set(ROWS)
    everywhere = {"a b", "أو", "-", "( )"}
    legal = table()
    assert set(legal) == set(product(everywhere | set(INSIDE), columns))
    assert all(legal[row, column] for row in everywhere for column in columns)
    assert all(set(cases) == columns for cases in INSIDE.values())
    for row, cases in INSIDE.items():
        assert {column: isinstance(found, set) for column, (_, found) in cases.items()} == {
            column: legal[row, column] for column in columns
        }


@pytest.mark.parametrize("row", ROWS)
def test_a_row_beside_each_other_row(find, row):
    """Side by side, either, and without: what the two rows find alone says what they find together."""
    asked, alone = ROWS[row]
    assert set(find(asked)) == set(find(f"({asked})")) == alone
    assert set(find(f"-({asked})")) == VISIBLE - alone
    for other, others in ROWS.values():
        assert set(find(f"{other} ({asked})")) == others & alone
        assert set(find(f"({asked}) أو ({other})")) == alone | others
        assert set(find(f"({asked}) -({other})")) == alone - others
        assert not told(f"({asked}) {other}")


@pytest.mark.parametrize("row", INSIDE)
def test_a_row_inside_each_other_row(find, row):
    for asked, expected in INSIDE[row].values():
        if isinstance(expected, Code):
            assert expected in told(asked), asked
            assert isinstance(find(asked), list)
        else:
            assert (asked, told(asked), set(find(asked))) == (asked, set(), expected)


@pytest.mark.parametrize("left", FIRST)
def test_parts_of_every_level_near_each_other(find, left):
    length = 2 if '"' in left else 1
    for right in FIFTH:
        reach = 5 - length
        for one, other in ((left, right), (right, left)):
            assert find(f"{one} قرب/{reach} {other}") == ["baghouz"], (one, other)
            assert find(f"{one} قرب/{reach - 1} {other}") == [], (one, other)


def test_near_stays_in_one_block_and_never_overlaps(find):
    assert set(find("دروع قرب/1 بشرية")) == {"baghouz", "shields"}
    assert find("المعركة قرب/100 محترقة") == []
    assert find("المدنيين قرب/100 المعركة") == ["baghouz"]
    assert find("سوريا قرب/1 سوريا") == []
    assert find('هدنة قرب/1 "ثم هدنة"') == ["truce"]
    assert find('سوريا قرب/100 "سوريا الديموقراطية"') == []
