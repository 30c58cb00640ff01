"""A saved news page."""

import pytest

from articles.body import BlockType
from articles.models import Article
from tests.readers.conftest import PARAGRAPHS

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
