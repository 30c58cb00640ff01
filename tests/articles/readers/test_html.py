"""A saved news page."""

import pytest

from articles.body import BlockType
from articles.models import Article
from articles.readers.html import blocks_of_markup
from articles.readers.record import RefusalError
from tests.support.records import PARAGRAPHS

PAGE = f"""<!doctype html><html lang="ar"><head><meta charset="{{charset}}">
<title>القضاء على آخر جيب - الضفة</title>
<meta property="og:title" content="القضاء على آخر جيب"><meta property="og:site_name" content="الضفة">
<meta property="article:published_time" content="2019-03-23T14:05:00+03:00"><meta name="author" content="محمد علي">
<link rel="canonical" href="https://example.org/a/1"><script>var menu = "قائمة";</script></head>
<body><nav><a href="/">الرئيسية</a> <a href="/politics">سياسة</a></nav><article><h1>القضاء على آخر جيب</h1>
<p>{PARAGRAPHS[0]}</p><h2>خنادق وبطانيات</h2><p>{PARAGRAPHS[1]}&nbsp;</p>
<blockquote><p>انتهت المعركة ونحن نعيش الفرحة الآن في كل مكان من البلاد</p></blockquote></article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_a_page(encoding, run, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(charset="utf-8"), encoding=encoding)
    assert run(path).counts == [1, 1, 0, 0, 0]
    assert run(path).counts == [1, 0, 0, 1, 0]
    made = Article.objects.get()
    assert (made.headline, made.source.name, made.byline) == ("القضاء على آخر جيب", "الضفة", "محمد علي")
    assert made.url == "https://example.org/a/1"
    assert made.published_at.isoformat() == "2019-03-23T11:05:00+00:00"
    assert [(block.type, block.text) for block in made.blocks[:3]] == [
        (BlockType.PARAGRAPH, PARAGRAPHS[0]),
        (BlockType.SUBHEAD, "خنادق وبطانيات"),
        (BlockType.PARAGRAPH, PARAGRAPHS[1]),
    ]
    assert made.blocks[3].type is BlockType.QUOTE
    assert len(made.blocks) == 4
    assert made.guessed == []


def test_a_byte_that_is_no_text_refuses_the_article_and_does_not_cut_it(run, tmp_path):
    """What is only beside the article refuses nothing."""
    path = tmp_path / "page.html"
    page = PAGE.format(charset="utf-8").encode()
    path.write_bytes(page.replace("وقال المتحدث".encode(), "وقال \udce9 المتحدث".encode("utf-8", "surrogateescape")))
    ran = run(path)
    assert ran.counts == [1, 0, 0, 0, 1]
    assert "\\xe9" in ran.err
    path.write_bytes(page.replace("جميع الحقوق".encode(), b"\xe9"))
    assert run(path).counts == [1, 1, 0, 0, 0]
    assert [block.text for block in Article.objects.get().blocks[:3]][2] == PARAGRAPHS[1]


def test_lines_and_items_are_no_one_word(run, tmp_path):
    path = tmp_path / "page.html"
    lines = f"<p>{PARAGRAPHS[0]}<br>السطر الثاني</p><ul><li>واحد<ul><li>اثنان</li></ul></li></ul>"
    path.write_text(PAGE.format(charset="utf-8").replace(f"<p>{PARAGRAPHS[0]}</p>", lines), encoding="utf-8")
    run(path)
    text = Article.objects.get().body
    assert "السطر الثاني" in text.split("\n")
    assert "واحداثنان" not in text


MARKUP = [
    ("<h2>عنوان</h2><div>الفقرة الأولى</div><div>الثانية</div>", ["عنوان", "الفقرة الأولى", "الثانية"]),
    ("مقدمة خارج الفقرة.<br><p>فقرة</p>ذيل", ["مقدمة خارج الفقرة.", "فقرة", "ذيل"]),
    ("<table><tr><td>خلية</td><td>أخرى</td></tr></table><p>فقرة</p>", ["خلية", "أخرى", "فقرة"]),
    ("<blockquote><p>قول</p><p>وقول</p></blockquote>", ["قول\nوقول"]),
    ("<ul><li>واحد<ul><li>اثنان</li></ul></li></ul>", ["واحد\nاثنان"]),
    ("نص <b>غليظ</b> و<!-- سر -->نص<h5>فرعي</h5>", ["نص غليظ ونص", "فرعي"]),
    ("  ", []),
]


@pytest.mark.parametrize(("markup", "texts"), MARKUP)
def test_no_word_of_a_piece_of_html_is_lost(markup, texts):
    assert [block.text for block in blocks_of_markup(markup)] == texts


@pytest.mark.parametrize("markup", ["<html></html>", "<html><head></head></html>", "<!DOCTYPE html>"])
def test_what_is_no_piece_of_html_is_refused(markup):
    with pytest.raises(RefusalError):
        blocks_of_markup(markup)


@pytest.mark.parametrize(
    "page", ["<html></html>", "", "<html><body><nav><a href='/'>سياسة</a></nav></body></html>", "<"]
)
def test_no_article(page, run, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    assert run(path).counts == [1, 0, 0, 0, 1]
    assert not Article.objects.exists()


def test_a_map_is_not_for_pages(run, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    assert run(path, "--map", "a=headline").counts == [1, 0, 0, 0, 1]
