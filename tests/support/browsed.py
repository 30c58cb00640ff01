"""A few articles, one of each status, and the addresses of every page that browses them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from articles.kinds import FIELDS, SEGMENTS
from articles.models import NAMED_KINDS, Article, Status

DAY = date(2019, 3, 23)
NOTICE = "سُحب بطلب من المصدر"
HIDDEN = {
    "draft": {"status": Status.DRAFT},
    "scheduled": {"status": Status.SCHEDULED, "published_at": timezone.now() + timedelta(days=3)},
    "withdrawn": {"status": Status.WITHDRAWN, "withdrawal": NOTICE},
}


def write_article(headline: str, **values: Any) -> Article:
    """A published article of DAY, unless `values` say otherwise; many-valued fields take lists of records."""
    links = {field: values.pop(field) for field in tuple(values) if field in FIELDS.values() and field.endswith("s")}
    links |= {"people": values.pop("people")} if "people" in values else {}
    values = {"status": Status.PUBLISHED, "published_on": DAY, "lead": "بداية الخبر.", **values}
    article = Article.objects.create(headline=headline, **values)
    for field, records in links.items():
        getattr(article, field).set(records)
    return article


def with_names(name: str, **values: Any) -> Article:
    """An article with a record of every kind; the records bear its name."""
    records = {
        kind: model._default_manager.create(name=f"{kind} {name}", name_en="", slug=f"{kind}-{name}")
        for kind, model in NAMED_KINDS.items()
    }
    fields = {FIELDS[kind]: record if FIELDS[kind] == kind else [record] for kind, record in records.items()}
    return write_article(f"عنوان {name}", **fields, **values)


@dataclass(frozen=True)
class Archive:
    """One visible article, and one of each kind that nobody may see."""

    shown: Article
    hidden: dict[str, Article]

    @property
    def addresses(self) -> list[str]:
        """Every page that shows or counts articles, and the ones that do neither."""
        lists = [f"/{segment}/" for segment in SEGMENTS.values()]
        named = [f"/{segment}/{kind}-shown/" for kind, segment in SEGMENTS.items()]
        dates = ["/dates/", "/dates/2019/", "/dates/2019/3/", "/dates/2019/3/23/", "/dates/2019/3/24/", "/dates/1/"]
        return ["/", "/help/", self.shown.get_absolute_url(), *dates, "/dates/undated/", *lists, *named]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
