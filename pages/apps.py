from django.apps import AppConfig

from articles import links
from pages import addresses


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        links.connect(article=addresses.article, results=addresses.results)
