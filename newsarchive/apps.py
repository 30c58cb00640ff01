from django.apps import AppConfig

from newsarchive.catalogues import compile_catalogues


class NewsArchiveConfig(AppConfig):
    name = "newsarchive"

    def ready(self) -> None:
        # Compile before any text is translated, so that every command already uses the interface's language.
        compile_catalogues()
