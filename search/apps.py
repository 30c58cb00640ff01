from django.apps import AppConfig
from django.core.signals import request_started
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from articles.models.changes import changes_committed  # noqa: PLC0415 - models load after the apps
        from search import checks  # noqa: F401, PLC0415 - registers itself
        from search.indexing import embedded  # noqa: PLC0415

        changes_committed.connect(embedded.index_now, dispatch_uid="index now")
        request_started.connect(embedded.look_after, dispatch_uid="look after the index")
