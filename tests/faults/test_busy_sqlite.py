"""All who write to SQLite at once: editors, a long import, the web processes' indexers and one of its own."""

import json

import pytest

from tests.support.page_readers import reading

IMPORTED = 1_500


@pytest.mark.slow(20)
def test_nobody_is_told_that_the_database_is_locked(archive_at, tmp_path):
    archive = archive_at(INDEX_ON_COMMIT="1")
    archive.serve()
    archive.index()
    archive.write("writer", seed=1, pause=0.5)
    archive.write("another", seed=2, pause=0.5)
    report = tmp_path / "report.jsonl"
    with report.open("w", encoding="utf-8") as lines:
        for number in range(IMPORTED):
            record = {"type": "article", "external_id": f"{number}", "headline": f"خبر {number}", "body": "نبأ " * 100}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    with reading(archive) as answered:
        archive.manage("import_articles", str(report), "--publish", within=300)
    archive.end("writer")
    archive.end("another")
    assert set(answered) == {200}, answered
    for name in ("writer", "another", "indexer", "gunicorn"):
        assert "locked" not in archive.said(name), archive.said(name)[-2000:]
        assert "Traceback" not in archive.said(name), archive.said(name)[-2000:]
    archive.rested()
    assert not archive.lost("writer", "another")
    assert int(archive.shell("from articles.models import Article; print(Article.objects.count())")) >= IMPORTED
