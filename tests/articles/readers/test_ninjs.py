"""IPTC ninjs, one item a file or one a line."""

import json

import pytest

from articles.body import BlockType
from articles.models import Article, Status
from tests.support.records import PARAGRAPHS, refused_folder

ITEM = {
    "uri": "https://example.org/items/1",
    "type": "text",
    "versioncreated": "2019-03-23T14:05:00+03:00",
    "pubstatus": "usable",
    "urgency": 3,
    "language": "ar",
    "usageterms": "للأرشيف وحده",
    "byline": "مراسل",
    "located": "دير الزور",
    "headlines": [{"role": "main", "value": "القضاء على آخر جيب"}, {"role": "sub", "value": "بعد ستة أشهر"}],
    "descriptions": [{"role": "text", "contenttype": "text/plain", "value": "مقدمة الخبر."}],
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": "نص بلا علامات"},
        {
            "role": "main",
            "contenttype": "application/xhtml+xml",
            "value": f"<p>{PARAGRAPHS[0]}</p><h2>عنوان</h2><blockquote><p>قول</p></blockquote>"
            f"<p>{PARAGRAPHS[1]}&nbsp;</p>",
        },
    ],
    "people": [{"name": "مصطفى بالي", "rel": "mentions"}],
    "places": [{"name": "الباغوز"}],
    "organisations": [{"name": "قوات سوريا الديموقراطية"}],
    "subjects": [{"name": "نزاعات", "uri": "http://cv.iptc.org/newscodes/mediatopic/16000000"}],
    "infosources": [{"name": "إيلاف"}, {"name": "فرانس برس", "rel": "originator"}],
}


def test_an_item(run, tmp_path):
    path = tmp_path / "item.json"
    path.write_text(json.dumps(ITEM, ensure_ascii=False, indent=2), encoding="utf-8")
    assert run(path).counts == [1, 1, 0, 0, 0]
    assert run(path).counts == [1, 0, 0, 1, 0]
    made = Article.objects.get()
    assert (made.headline, made.subheadline, made.lead) == ("القضاء على آخر جيب", "بعد ستة أشهر", "مقدمة الخبر.")
    assert [(block.type, block.text) for block in made.blocks] == [
        (BlockType.PARAGRAPH, PARAGRAPHS[0]),
        (BlockType.SUBHEAD, "عنوان"),
        (BlockType.QUOTE, "قول"),
        (BlockType.PARAGRAPH, PARAGRAPHS[1]),
    ]
    assert (made.source.name, made.agency.name) == ("إيلاف", "فرانس برس")
    assert made.url == made.external_id == ITEM["uri"]
    assert (made.byline, made.dateline, made.rights) == ("مراسل", "دير الزور", "للأرشيف وحده")
    assert made.published_at.isoformat() == "2019-03-23T11:05:00+00:00"
    lists = ("people", "places", "organisations", "subjects")
    assert [getattr(made, name).get().name for name in lists] == [ITEM[name][0]["name"] for name in lists]


def test_items_a_line_and_older_names(run, tmp_path):
    old = {"uri": "urn:1", "versioncreated": "2019-03-23", "headline": "خبر", "body_xhtml": f"<p>{PARAGRAPHS[0]}</p>"}
    picture = {"uri": "urn:2", "type": "picture", "versioncreated": "2019-03-23"}
    cancelled = {**old, "uri": "urn:3", "pubstatus": "canceled", "ednote": "ألغي الخبر"}
    odd = {**old, "uri": "urn:4", "type": ["text"], "infosources": {"name": "إيلاف"}, "pubstatus": []}
    odd |= {"body_xhtml": "<p>نص\x00</p>"}
    path = tmp_path / "items.jsonl"
    lines = (json.dumps(item, ensure_ascii=False) for item in (old, picture, cancelled, odd))
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run(path).counts == [4, 2, 0, 0, 2]
    first, second = Article.objects.order_by("external_id")
    assert (first.lead, first.blocks[0].text, first.url) == ("", PARAGRAPHS[0], "")
    assert (second.status, second.withdrawal) == (Status.WITHDRAWN, "ألغي الخبر")


def test_refused_items_are_mended_and_imported_again(run, tmp_path):
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps({**ITEM, "versioncreated": "2019-02-30"}, ensure_ascii=False), encoding="utf-8")
    assert run(path).counts == [1, 0, 0, 0, 1]
    refused = refused_folder() / "items.jsonl"
    refused.write_text(refused.read_text(encoding="utf-8").replace("02-30", "02-28"), encoding="utf-8")
    assert run(refused).counts == [1, 1, 0, 0, 0]
    assert Article.objects.get().headline == "القضاء على آخر جيب"


@pytest.mark.parametrize(
    ("embargoed", "status"),
    [("2019-01-01T00:00:00Z", "published"), ("2190-01-01T00:00:00Z", "draft"), ("2190-01-01", "draft"), ("?", "draft")],
)
def test_an_embargo_holds_an_item_back(embargoed, status, run, tmp_path):
    path = tmp_path / "item.json"
    path.write_text(json.dumps(ITEM | {"embargoed": embargoed}), encoding="utf-8")
    assert run(path, "--publish").counts == [1, 1, 0, 0, 0]
    assert Article.objects.get().status == status


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"uri": "urn:1"}', ""])
def test_no_item(text, run, tmp_path):
    path = tmp_path / "item.json"
    path.write_text(text, encoding="utf-8")
    assert run(path, "--format", "ninjs").counts == ([1, 0, 0, 0, 1] if text else [0, 0, 0, 0, 0])
    assert not Article.objects.exists()
