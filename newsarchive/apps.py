from django.apps import AppConfig
from django.contrib.admin import apps

from newsarchive.catalogues import compile_catalogues


class NewsArchiveConfig(AppConfig):
    name = "newsarchive"

    def ready(self) -> None:
        # Compile before any text is translated, so that every command already uses the interface's language.
        compile_catalogues()


class ArchiveAdminConfig(apps.AdminConfig):
    default = False  # "newsarchive" in INSTALLED_APPS is the class above
    default_site = "newsarchive.admin_site.ArchiveSite"
