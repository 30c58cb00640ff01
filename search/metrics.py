"""Define the Prometheus metrics of the archive. Every package of search/ may import this module; it imports none."""

from prometheus_client import Counter, Histogram

ENGINE_SECONDS = Histogram(
    "archive_engine_seconds",
    "Time the search engine took to answer a question.",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.12, 0.25, 0.5, 1.0, 2.5, 8.0),
)
ENGINE_FAILURES = Counter("archive_engine_failures", "Questions that the search engine did not answer.")
DATABASE_FAILURES = Counter("archive_database_failures", "Requests and rounds of the indexer that the database failed.")
ARTICLES_INDEXED = Counter("archive_articles_indexed", "Articles brought to the index, each time one was.")
