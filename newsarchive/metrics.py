"""The metrics for Prometheus."""

from collections.abc import Iterator

from django.db import Error as DatabaseError
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from articles.models import Change


class ChangeLogCollector(Collector):
    """Collects metrics of the change log at each scrape."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the number of due rows and the oldest one's age in seconds; nothing if the database does not answer."""
        now = timezone.now()
        try:
            due = Change.objects.due(now).order_by().aggregate(rows=Count("pk"), oldest=Min("due_at"))
        except DatabaseError:
            return
        age = (now - due["oldest"]).total_seconds() if due["oldest"] else 0.0
        yield GaugeMetricFamily("archive_changes_due", "Changes that wait for the indexer.", due["rows"])
        yield GaugeMetricFamily("archive_changes_oldest_seconds", "Age of the oldest of them.", age)


def exposition() -> bytes:
    """Return the metrics of all processes that share a metrics folder (gunicorn's workers), or of this process."""
    counted: CollectorRegistry = REGISTRY
    if getattr(values.ValueClass, "_multiprocess", False):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    asked = CollectorRegistry()
    asked.register(ChangeLogCollector())
    return bytes(generate_latest(counted) + generate_latest(asked))
