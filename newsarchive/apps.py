from django.apps import AppConfig

from newsarchive.catalogues import compile_catalogues


class NewsArchiveConfig(AppConfig):
    name = "newsarchive"

    def ready(self) -> None:
        # Before anybody reads a word: whichever command comes first speaks the reader's language.
        compile_catalogues()
