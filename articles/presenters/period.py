"""A year, month or day of the archive: its name, its limits and its place in the calendar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from articles.wording import day_in_words, month_in_words, month_name


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month of it, or a day. Raise ValueError or OverflowError if the calendar has no such date."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)
        if 0 in (self.month, self.day):
            raise ValueError("Months and days are counted from 1.")

    @classmethod
    def around(cls, day: date, like: "Period") -> "Period":
        """Return the period of the same length as `like` that contains `day`."""
        return cls(day.year, day.month if like.month else None, day.day if like.day else None)

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def address(self) -> str:
        numbers = [number for number in (self.year, self.month, self.day) if number]
        return reverse(f"articles:{('year', 'month', 'day')[len(numbers) - 1]}", args=numbers)

    @property
    def name(self) -> str:
        """Return the full name: 2019, آذار/مارس 2019, السبت 23 آذار/مارس 2019."""
        if self.day:
            return day_in_words(self.first)
        return month_in_words(self.year, self.month) if self.month else str(self.year)

    @property
    def parents(self) -> list[tuple[str, str]]:
        """Return the name and URL of the year and the month that contain the period."""
        parents = [(str(self.year), reverse("articles:year", args=[self.year]))] if self.month else []
        if self.month and self.day:
            parents.append((month_name(self.month), reverse("articles:month", args=[self.year, self.month])))
        return parents
