"""Which words at the end of a question are completed, and what they would replace."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.completion import read_completion
from search.query.parser import parse
from search.query.tree import OfRecord, Phrase, RecordKind
from search.query.unparse import unparse
from tests.support.names import Names
from tests.support.questions import NASTY, PIECES

PLACE = RecordKind("place")
# What is typed; what is kept before each run, its words and kind; the words of a headline.
TYPED = [
    ("ترك", [("", "ترك", None)], "ترك"),
    ("-ترك", [("-", "ترك", None)], ""),
    ("(هدنة أو ترك", [("(هدنة أو ", "ترك", None)], ""),
    ("هدنة أو ", [], ""),
    ("مكان:دم", [("", "دم", PLACE)], ""),
    ("هدنة -مكان:دير الز", [("هدنة -", "دير الز", PLACE), ("هدنة -مكان:دير ", "الز", None)], ""),
    ('مكان:"دير الز', [("", "دير الز", PLACE)], ""),
    ('~"مجلس الأ', [("~", "مجلس الأ", None)], ""),
    ('"هدنة" «مجلس', [('"هدنة" ', "مجلس", None)], ""),
    ("عنوان:هد", [], "هد"),
    ('عنوان:"مجلس الأ', [("عنوان:", "مجلس الأ", None)], ""),
    ("قوات سوريا", [("", "قوات سوريا", None), ("قوات ", "سوريا", None)], "قوات سوريا"),
    ("سوريا قرب/5 هد", [("سوريا قرب/5 ", "هد", None)], ""),
    ("جذر:كت", [], ""),
    ("=الكت", [], ""),
    ("تحرير*", [], ""),
    ("من:آذ", [], ""),
    ('"مجلس الأمن"', [], ""),
    ("", [], ""),
]


@pytest.mark.parametrize(("text", "runs", "headline"), TYPED)
def test_what_is_completed(text, runs, headline):
    typed = read_completion(text)
    assert [(typed.line[: run.start], " ".join(run.words), run.kind) for run in typed.runs] == runs
    assert " ".join(typed.headline) == headline


def test_no_more_than_four_words_and_the_space_behind_them():
    typed = read_completion("قال وزير خارجية دولة قطر أمس ")
    assert [len(run.words) for run in typed.runs] == [4, 3, 2, 1]
    assert len(typed.headline) == 6
    assert typed.ended
    assert not read_completion("كلمة " * 200).runs


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_typed_text_makes_completion_raise(text):
    read_completion(text)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=25).map("".join))
def test_what_is_written_in_its_place_is_read_as_meant(text):
    typed = read_completion(text)
    for run in typed.runs:
        meant = Phrase(("دير", "الزور")) if run.quoted else OfRecord(PLACE, (1,), "دير الزور")
        tree = parse(typed.line[: run.start] + unparse(meant), records=Places()).tree
        assert "الزور" in repr(tree)
        assert run.quoted or "OfRecord" in repr(tree), text


class Places(Names):
    def lookup(self, kind, value):
        return (1,) if value == "دير الزور" else super().lookup(kind, value)
