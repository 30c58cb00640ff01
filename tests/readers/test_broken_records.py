"""What the database alone refuses costs the record it is about, and nothing beside it."""

from articles.loading import batch
from articles.loading.loader import BATCH, Loader
from articles.models import Article
from tests.readers.conftest import article


def test_one_record_in_a_batch_is_found_by_halves(run, write, monkeypatch):
    """As when another load writes the same article between our look and our writing."""
    taken = {**article(), "external_id": "x77"}
    run(write(taken))
    find, loaded = batch.Known.find, []

    def unseen(self, checked, *args, **kwargs):
        return None if checked.fields["external_id"] == "x77" else find(self, checked, *args, **kwargs)

    load = Loader._load
    monkeypatch.setattr(batch.Known, "find", unseen)
    monkeypatch.setattr(Loader, "_load", lambda self, records: loaded.append(len(records)) or load(self, records))
    records = [{**article(), "external_id": f"x{number}"} for number in range(BATCH)]
    done = run(write(*records, name="second.jsonl"))
    assert done.counts == [BATCH, BATCH - 1, 0, 0, 1]
    assert Article.objects.count() == BATCH
    assert len(loaded) <= 2 * BATCH.bit_length() + 1, loaded
    assert "78" in done.err
