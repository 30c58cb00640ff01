"""manage.py clear_index: Haystack's command, which says in the archive's words what stands in its way."""

from typing import Any

from django.core.management.base import CommandError
from haystack.management.commands import clear_index

from search.backends import SearchUnavailableError
from search.indexing.document_frequency import forget_counts


class Command(clear_index.Command):  # type: ignore[misc]
    help = "Empty the index; update_index or rebuild_index fills it again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(**options)
            forget_counts()
        except SearchUnavailableError as error:
            raise CommandError(str(error)) from error
