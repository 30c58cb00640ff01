"""A pasted report becomes a record; what is guessed is marked."""

import pytest

from articles.body import BlockType
from articles.models import Article, Status
from articles.readers.text import propose_headline, read_report
from articles.readers.tidy import tidy
from tests.support.records import PARAGRAPHS
from tests.support.services import shared_data


@pytest.mark.shared_data
def test_the_baghouz_report(run):
    path = shared_data("baghouz-report.txt")
    assert run(path).counts == [1, 1, 0, 0, 0]
    assert run(path).counts == [1, 0, 0, 1, 0]
    made = Article.objects.get()
    assert made.status == Status.DRAFT
    assert made.lead.startswith("أعلنت قوات سوريا الديموقراطية السبت القضاء التام")
    assert [b.text for b in made.blocks if b.type is BlockType.SUBHEAD] == ["خنادق وبطانيات مبعثرة", "التهديد مستمر"]
    assert made.source.name == "إيلاف"
    assert made.agency.name == "فرانس برس"
    assert made.guessed == ["agency", "headline"]
    assert made.headline.startswith("أعلنت قوات سوريا")
    assert "&" not in made.lead + made.body + made.headline
    assert made.blocks[0].text.startswith("قال مدير المركز الإعلامي")
    # Nothing else is lost: every word of the report is there.
    words = tidy(path.read_text(encoding="utf-8")).replace("إيلاف: ", "").split()
    kept = " ".join([made.lead, *(block.text for block in made.blocks)]).split()
    assert kept == words


def test_headline_dateline_and_wire():
    record = read_report(f"خبر عن الباغوز\n\nدمشق (رويترز) - {PARAGRAPHS[0]}\n\nوأضاف: {PARAGRAPHS[1]}")
    assert record.values["headline"] == "خبر عن الباغوز"
    assert record.values["dateline"] == "دمشق"
    assert record.values["agency"] == "رويترز"
    assert record.values["lead"] == PARAGRAPHS[0]
    assert record.values["body"][0].text.startswith("وأضاف: ")
    assert record.guessed == ()


@pytest.mark.parametrize("speaker", ["ترامب: سنفرض رسوما جديدة على الصين.", "الرئيس الأميركي: لن نقبل بهذا الاتفاق."])
def test_who_says_something_stays_in_the_text(speaker):
    record = read_report(f"{PARAGRAPHS[0]}\n\n{speaker}\n\n{PARAGRAPHS[1]}")
    assert speaker in [record.values["lead"], *(block.text for block in record.values["body"])]
    assert "source" in record.guessed
    assert read_report(f"إيلاف: {PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}").values["lead"] == PARAGRAPHS[0]


def test_lines_without_an_end_are_read_at_once():
    lines = "\n".join(f"السطر رقم {number}" for number in range(40_000))
    record = read_report(f"{PARAGRAPHS[0]}\n\n{lines}")
    assert record.values["body"][0].text.endswith("رقم 39999")


def test_only_a_whole_quotation_is_a_quote_block():
    quote = '"انتهت المعركة، ونحن نعيش الفرحة الآن في كل مكان".'
    record = read_report("\n\n".join((PARAGRAPHS[0], quote, f'قال: {quote} وأضاف "نعم".')))
    assert [block.type for block in record.values["body"]] == [BlockType.QUOTE, BlockType.PARAGRAPH]


def test_lines_broken_inside_a_sentence_are_joined():
    record = read_report(f"{PARAGRAPHS[0]}\n\nوقال المتحدث إن المعركة انتهت بعد ستة أشهر\nمن القتال الذي دار هناك.")
    assert record.values["body"][0].text == "وقال المتحدث إن المعركة انتهت بعد ستة أشهر من القتال الذي دار هناك."


def test_a_long_lead_proposes_a_headline_that_ends_at_a_word():
    proposal = propose_headline("كلمة " * 60)
    assert proposal.endswith("كلمة…")
    assert len(proposal) <= 111


@pytest.mark.parametrize("text", ["", " \n\n\t", "&\u200f&nbsp;", "\x00", "نص فيه \x00 صفر"])
def test_what_is_no_report_is_refused(text, run, tmp_path):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ran = run(tmp_path / "a.txt")
    assert ran.counts == [1, 0, 0, 0, 1]
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ('الآن".&', 'الآن".'),
        ("مبعثرة&\r\nجاءت", "مبعثرة\nجاءت"),
        ("كلمة&كلمة", "كلمة كلمة"),
        ("كلمة&amp;nbsp;&nbsp;كلمة", "كلمة كلمة"),
        ("جونسون & جونسون وAT&T", "جونسون & جونسون وAT&T"),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
        ("\u202bك\u200cت\u00adاب\u202c\ufeff\u00a0\u00a0جديد\u200f", "كتاب جديد"),
        ("كِتَابٌ  كتـاب", "كِتَابٌ كتـاب"),
    ],
)
def test_debris_goes_and_words_stay(dirty, clean):
    assert tidy(dirty) == clean
    assert tidy(clean) == clean
