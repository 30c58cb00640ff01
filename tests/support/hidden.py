"""Articles that the public may not see, which share no name, word or day with those that it may."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from articles.kinds import BY_NUMBER, FIELDS, KINDS
from articles.models import NAMED_KINDS, Article, NamedRecord, Status

SORTS = ("draft", "scheduled", "withdrawn", "unpublished", "deleted", "moved")
"""Never public; not yet; and what was public: withdrawn, a draft again, deleted, scheduled anew."""

# Syllables of words that no dictionary has and no other text.
_HEADS = ("برشن", "قشمر", "زنطف", "غمدل", "كرزم", "فلدز")
_TAILS = ("طوف", "دوش", "كيل", "زان", "بوم", "فيج", "غات", "موك", "جور", "ظيف", "لاذ", "هور")


@dataclass(frozen=True)
class Secret:
    """What one hidden article alone has, by its sort."""

    sort: str

    @property
    def was_public(self) -> bool:
        """Whether readers could see the article for a while."""
        return self.sort not in ("draft", "scheduled")

    @property
    def words(self) -> list[str]:
        """Its own words: of the headline, of the text, and the name of each kind of record."""
        return [_HEADS[SORTS.index(self.sort)] + tail for tail in _TAILS]

    @property
    def headline(self) -> str:
        return " ".join(self.words[:2])

    @property
    def sounding(self) -> str:
        """Another spelling of its first word."""
        return f"{self.words[0][:2]}ي{self.words[0][2:]}"

    @property
    def names(self) -> dict[str, str]:
        """The name of each kind; a writer's is the byline."""
        return {kind.name: self.words[3 + number] for number, kind in enumerate(KINDS)}

    @property
    def slugs(self) -> dict[str, str]:
        return {kind.name: f"{self.sort}-{kind.name}" for kind in BY_NUMBER}

    @property
    def public_id(self) -> str:
        return f"{SORTS.index(self.sort)}x0x0x0x0x"[:10]

    @property
    def moment(self) -> datetime:
        """Its time, of a year and a day of the year that no other article has."""
        return datetime(1991 + SORTS.index(self.sort), 2, 3 + SORTS.index(self.sort), 9, tzinfo=UTC)

    def records(self) -> dict[str, NamedRecord]:
        """Make its records, each with two spellings."""
        return {
            kind: model.objects.create(name=self.names[kind], slug=self.slugs[kind], other_spellings=[self.headline])
            for kind, model in NAMED_KINDS.items()
        }

    def publish(self) -> Article:
        """Make the article, published."""
        records = self.records()
        single = {kind: record for kind, record in records.items() if FIELDS[kind] == kind}
        article = Article.objects.create(
            headline=self.headline,
            lead=f"{self.words[2]} {self.headline}.",
            byline=self.names["author"],
            public_id=self.public_id,
            published_at=self.moment,
            status=Status.PUBLISHED,
            **single,
        )
        for kind, record in records.items():
            if kind not in single:
                getattr(article, FIELDS[kind]).set([record])
        return article

    def hide(self, article: Article) -> None:
        """Take the article from the public in the way of its sort."""
        if self.sort == "deleted":
            article.delete()
            return
        for name, value in self._hidden().items():
            setattr(article, name, value)
        article.save()

    def _hidden(self) -> dict[str, Any]:
        if self.sort == "withdrawn":
            return {"status": Status.WITHDRAWN, "withdrawal": "سُحب"}
        if self.sort in ("scheduled", "moved"):
            return {"status": Status.SCHEDULED, "published_at": timezone.now() + timedelta(days=3)}
        return {"status": Status.DRAFT}


SECRETS = tuple(map(Secret, SORTS))


def questions(secret: Secret) -> Iterator[str]:
    """Questions for what the article alone has: words, misspelled ones, names, beginnings, days."""
    for word in secret.words[:2]:
        yield from (word, f"={word}", f"{word[:-1]}ا", f"{word[:5]}*", f"يوم أو {word}", f"يوم -{word}")
    for kind in KINDS:
        prefix, name = kind.question_names[0], secret.names[kind.name]
        yield from (f'{prefix}:"{name}"', f'-{prefix}:"{name}" يوم', f'{prefix}:"{secret.headline}"')
    yield from (f"تاريخ:{secret.moment.year}", f'"{secret.headline}"', f"عنوان:{secret.words[0]}", secret.sounding)
