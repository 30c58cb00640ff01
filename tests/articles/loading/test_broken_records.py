"""What the database alone refuses costs the record it is about, and nothing beside it."""

from pathlib import Path

from articles.loading import batch, importing
from articles.loading.loader import BATCH, Loader
from articles.models import Article
from articles.readers.record import RefusalError, Refused
from tests.support.records import article


def test_one_record_in_a_batch_is_found_by_halves(run, write, monkeypatch):
    """As when another load writes the same article between our look and our writing."""
    taken = {**article(), "external_id": "x77"}
    run(write(taken))
    find, loaded = batch.Known.find, []

    def unseen(self, checked, *args, **kwargs):
        return None if checked.fields["external_id"] == "x77" else find(self, checked, *args, **kwargs)

    load = Loader.load_batch
    monkeypatch.setattr(batch.Known, "find", unseen)
    monkeypatch.setattr(Loader, "load_batch", lambda self, records: loaded.append(len(records)) or load(self, records))
    records = [{**article(), "external_id": f"x{number}"} for number in range(BATCH)]
    done = run(write(*records, name="second.jsonl"))
    assert done.counts == [BATCH, BATCH - 1, 0, 0, 1]
    assert Article.objects.count() == BATCH
    assert len(loaded) <= 2 * BATCH.bit_length() + 1, loaded
    assert "78" in done.err


def test_batches_are_bounded_in_number_and_in_characters(monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 4)
    monkeypatch.setattr(importing, "BATCH_CHARACTERS", 10)
    raws = ["a", "b", "c", "d", "e", "f" * 11, "g", ["h" * 6, "h" * 5], "i", None]
    records = [(Path("x"), "jsonl", Refused(number, raw, RefusalError(""))) for number, raw in enumerate(raws)]
    found = [[met[2].raw for met in batch] for batch in importing.batches(records)]
    assert found == [raws[:4], raws[4:6], raws[6:8], raws[8:]]
