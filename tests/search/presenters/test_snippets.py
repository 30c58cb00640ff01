"""Snippets: the densest stretches of an article's own text, cut between words."""

import pytest

from articles.presenters.segments import Segment
from search.presenters.snippets import LENGTH, sentence_ends, snippet
from search.query.plan import AllArticles, AnyTerm, Term, all_of
from search.retrieval.highlight import Highlighter

FILLER = "كلام طويل لا يقول شيئا عن الأمر كله ولا يذكره."


def words(analyzer, *forms: str) -> Highlighter:
    asked = [AnyTerm("text", tuple(Term(term) for term in analyzer.terms(form)[1:]), form) for form in forms]
    return Highlighter(all_of(asked), analyzer)


def written(segments: tuple[Segment, ...]) -> str:
    return "".join(f"[{s.text}]" if s.marked else s.text for s in segments)


def plain(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)


def test_the_sentence_that_shows_all_that_was_asked_comes_first(analyzer):
    text = f"{FILLER} قال إن الهجوم مستمر. {FILLER * 5} بدأ الهجوم على الباغوز فجرا. {FILLER}"
    found = written(snippet([FILLER, text], words(analyzer, "هجوم", "الباغوز")))
    assert found.startswith("بدأ [الهجوم] على [الباغوز] فجرا.")


def test_two_stretches_where_no_sentence_shows_all(analyzer):
    lead = "بدأ الهجوم فجرا."
    blocks = [FILLER, f"{FILLER} خرج المدنيون من الباغوز ليلا. {FILLER}"]
    found = written(snippet([lead, *blocks], words(analyzer, "هجوم", "الباغوز")))
    assert found.startswith("بدأ [الهجوم] فجرا. … خرج المدنيون من [الباغوز] ليلا.")


def test_a_long_sentence_is_cut_between_words_around_its_marks(analyzer):
    text = "كلمات " * 100 + "بدأ الهجوم على الباغوز فجرا " + "وكلمات " * 100
    segments = snippet([text], words(analyzer, "هجوم", "الباغوز"))
    shown = plain(segments)
    assert "بدأ [الهجوم] على [الباغوز] فجرا" in written(segments)
    assert shown.startswith("…") and shown.endswith("…")
    assert set(shown.strip("…").split()) <= set(text.split())
    assert len(shown) <= LENGTH + 2


def test_the_beginning_is_shown_where_nothing_is_marked(analyzer):
    text = "جملة أولى عن السوق. " + "كلمات أخرى " * 60
    assert plain(snippet(["", text], words(analyzer, "هجوم"))).startswith("جملة أولى عن السوق. كلمات")
    assert plain(snippet([text], Highlighter(AllArticles(), analyzer))).endswith("…")
    assert snippet([], words(analyzer, "هجوم")) == ()
    assert snippet(["", " "], words(analyzer, "هجوم")) == ()


def test_a_text_without_spaces_is_no_endless_snippet(analyzer):
    assert len(plain(snippet(["ا" * 5000], words(analyzer, "هجوم")))) <= LENGTH + 1
    assert len(plain(snippet(["ا" * 5000 + " هجوم " + "ا" * 5000], words(analyzer, "هجوم")))) <= LENGTH + 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("جملة أولى. جملة ثانية؟ ثالثة", ["جملة أولى.", "جملة ثانية؟", "ثالثة"]),
        ("قالت أ. ف. ب إنها", ["قالت أ. ف. ب إنها"]),
        ("قال «نعم». ثم مضى", ["قال «نعم».", "ثم مضى"]),
        ('قال "نعم." ثم', ['قال "نعم."', "ثم"]),
        ("سطر\nسطر آخر", ["سطر", "سطر آخر"]),
        ("نسبة 3.5 في المئة", ["نسبة 3.5 في المئة"]),
        ("", []),
    ],
)
def test_sentences(text, sentences):
    assert [text[start:end] for start, end in sentence_ends(text)] == sentences


def test_no_letter_is_changed(analyzer):
    text = f"«الهُجـــوم» & <b>هجوم</b> {FILLER}"
    assert plain(snippet([text], words(analyzer, "هجوم"))) == text
