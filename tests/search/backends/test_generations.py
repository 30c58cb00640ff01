"""The folder of an embedded engine: of what lies there the indexes alone are ours."""

from search.backends import BuiltWith, generations

BUILT = BuiltWith("a lexicon", "UTC")


def test_what_is_no_index_stays(tmp_path):
    (tmp_path / "archive.sqlite3").write_text("records")
    (tmp_path / "lexicon").mkdir()
    first, second = (generations.begin(str(tmp_path), BUILT, 1).name for _ in range(2))
    assert sorted(generations.unpublished(str(tmp_path))) == sorted([first, second])
    generations.publish(str(tmp_path), second)
    assert generations.unpublished(str(tmp_path)) == []
    assert generations.in_use(str(tmp_path)) == second
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"archive.sqlite3", "lexicon", second, generations.CURRENT}
