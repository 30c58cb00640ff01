"""Load batches of records, one transaction per batch, so that a killed load can be repeated and continues.

No history is written: a load is not an editor's change. The change log informs the indexer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.loading import groups
from articles.loading.batch import Batch
from articles.loading.checking import check
from articles.loading.field_values import Checked
from articles.loading.record_names import RecordNames
from articles.models.groups import KIND as GROUP
from articles.readers.record import Record, RefusalError

# Records per transaction. The larger it is, the more index entries are written to the same pages.
BATCH = 2_000


@dataclass(slots=True)
class Outcome:
    """The result of loading: counts of articles and named records by outcome, and the refused records."""

    articles: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[Record, RefusalError]] = field(default_factory=list)

    def refuse(self, record: Record, refusal: RefusalError) -> None:
        (self.articles if record.kind == "article" else self.named)["refused"] += 1
        self.refused.append((record, refusal))


class Loader:
    """Loads records.

    `source` is used if a record names none. `update` replaces existing records; otherwise they are skipped. `publish`
    publishes records without a status. Without `new_sources`, a record of an unknown source is refused.
    """

    def __init__(
        self, *, source: str = "", new_sources: bool = True, publish: bool = False, update: bool = False
    ) -> None:
        self._new_sources, self._update = new_sources, update
        self._source, self._publish = source, publish
        self._names = RecordNames(new_sources=new_sources)

    def load(self, records: Sequence[Record]) -> Outcome:
        """Write a batch: all of it, or nothing if the process dies. A refused record does not stop the others."""
        try:
            with transaction.atomic():
                return self.load_batch(records)
        except (IntegrityError, DataError) as error:
            # A conflict that only the database knows, such as another load at the same time: find the record that
            # causes it.
            self._names = RecordNames(new_sources=self._new_sources)
            if len(records) > 1:
                return self._by_halves(records)
            outcome = Outcome()
            outcome.refuse(
                records[0], RefusalError(_("another article stands in its way (%(what)s).") % {"what": error})
            )
            return outcome

    def _by_halves(self, records: Sequence[Record]) -> Outcome:
        whole, middle = Outcome(), len(records) // 2
        for outcome in (self.load(records[:middle]), self.load(records[middle:])):
            whole.articles += outcome.articles
            whole.named += outcome.named
            whole.refused += outcome.refused
        return whole

    def load_batch(self, records: Sequence[Record]) -> Outcome:
        outcome, batch = Outcome(), []
        for record in records:
            try:
                if record.kind == GROUP:
                    outcome.named[groups.define(record.values, update=self._update)] += 1
                elif record.kind != "article":
                    done = self._names.define(record.kind, record.values, update=self._update)
                    outcome.named[done] += 1
                else:
                    batch.append(check(record, source=self._source, publish=self._publish))
            except RefusalError as refusal:
                outcome.refuse(record, refusal)
        self._load_articles(batch, outcome)
        return outcome

    def _load_articles(self, checked: list[Checked], outcome: Outcome) -> None:
        batch = Batch(checked, self._names, update=self._update)
        for each in checked:
            try:
                outcome.articles[batch.take(each)] += 1
            except RefusalError as refusal:
                outcome.refuse(each.record, refusal)
        batch.write()
