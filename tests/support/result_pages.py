"""A results page as a test reads it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.test import Client
from lxml import html


@dataclass
class Results:
    """The page at an address, asked as a reader's browser asks for it."""

    status: int
    text: str

    @property
    def tree(self):
        return html.fromstring(self.text)

    @property
    def total(self) -> int:
        return int(self.tree.xpath("//*[@data-total]/@data-total")[0])

    @property
    def headlines(self) -> list[str]:
        return [link.text_content() for link in self.tree.cssselect(".hit h2 a")]

    @property
    def marks(self) -> list[str]:
        return [mark.text_content() for mark in self.tree.cssselect(".hit mark")]

    def links(self, selector: str) -> dict[str, str]:
        """What the links read, blanks in one, and where they lead."""
        return {" ".join(a.text_content().split()): a.get("href") for a in self.tree.cssselect(selector)}


def search(question: str = "", address: str = "", **parameters) -> Results:
    """Ask for a question with parameters, or follow an address of a results page."""
    query = address.partition("?")[2] or urlencode({"q": question, **parameters}, doseq=True)
    response = Client().get(f"/search/?{query}")
    return Results(response.status_code, response.content.decode())
