"""Readers: a question, its next page, a filter, an article with its marks, then the browse pages."""

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from httpx import Response
from lxml import html

from benchmarks.load.record import Visitor

BROWSED = ("/dates/", "/sources/", "/sections/", "/places/", "/people/", "/subjects/")
NOWHERE = "/articles/0000000000/"
"""A well-formed path that belongs to no article."""


@dataclass
class Reader:
    """One reader, who asks with words of `headlines` until `until` (by time.monotonic).

    The mean pause between two pages is `think` seconds.
    """

    visitor: Visitor
    headlines: list[str]
    dice: random.Random
    think: float
    until: float

    async def walk(self) -> None:
        await asyncio.sleep(self.dice.random() * self.think)
        while self._going():
            for walk in (self._search, self._browse):
                if self._going():
                    await walk()

    def _going(self) -> bool:
        return time.monotonic() < self.until

    async def _search(self) -> None:
        await self._see("home", "/")
        question = self._question()
        await self._see("suggestions", f"/search/suggest/?q={quote(question[: len(question) // 2])}")
        page = await self._see("results", f"/search/?q={quote(question)}")
        page = await self._follow("next page", page, '//a[@rel="next"]') or page
        page = await self._follow("filtered", page, '//*[@id="filters"]//li/a[not(@class)]') or page
        # An editor may have withdrawn the article since it was found.
        await self._follow("article", page, "//section//h2/a", allowed=(200, 410))

    async def _browse(self) -> None:
        page = await self._see("browse", self.dice.choice(BROWSED))
        page = await self._follow("browse", page, '//main//a[starts-with(@href, "/") or starts-with(@href, "?")]')
        await self._follow("article", page, '//main//a[starts-with(@href, "/articles/")]', allowed=(200, 410))
        if self.dice.random() < 0.1:
            await self._see("no such page", NOWHERE, allowed=(404,))

    def _question(self) -> str:
        words = self.dice.choice(self.headlines).split()
        return " ".join(self.dice.sample(words, min(len(words), self.dice.randint(1, 3))))

    async def _follow(
        self, kind: str, page: Response | None, links: str, allowed: tuple[int, ...] = (200,)
    ) -> Response | None:
        """Follow one of the links that an XPath finds on a page. Return None if there is none."""
        found = [link.get("href") for link in tree(page).xpath(links)] if page else []
        return (
            await self._see(kind, urljoin(str(page.url), self.dice.choice(found)), allowed) if page and found else None
        )

    async def _see(self, kind: str, address: str, allowed: tuple[int, ...] = (200,)) -> Response | None:
        page = await self.visitor.get(kind, address, allowed)
        for later in fetched_later(page) if page else ():
            await self.visitor.get(f"{kind}: fetched later", later)
        await asyncio.sleep(min(self.dice.expovariate(1 / self.think), 5 * self.think) if self.think else 0)
        return page


def tree(page: Response) -> html.HtmlElement:
    return html.fromstring(page.text) if page.text.strip() else html.fragment_fromstring("", create_parent=True)


def fetched_later(page: Response) -> Iterator[str]:
    """Yield the URLs that htmx fetches by itself after the page has loaded."""
    for element in tree(page).xpath('//*[@hx-get and starts-with(@hx-trigger, "load")]'):
        yield urljoin(str(page.url), element.get("hx-get"))
