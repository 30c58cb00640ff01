"""The editors' interface: Django's admin, with the additions that a newsroom needs."""

from articles.admin import article, groups, named  # noqa: F401 - they register their models
