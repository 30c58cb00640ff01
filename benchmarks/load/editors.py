"""Editors who log in to the admin and add, correct, publish and withdraw articles, each with a unique word."""

import asyncio
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field

from httpx import Response

from benchmarks.load.readers import tree
from benchmarks.load.record import Visitor

LOGIN, ADD = "/admin/login/", "/admin/articles/article/add/"
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمن"
WITHDRAWN = 0.25
"""The share of the published articles that are withdrawn again."""


@dataclass
class Editor:
    """One editor. `found` tells for each saved word whether the public must find it, once the archive confirmed it."""

    visitor: Visitor
    name: str
    password: str
    headlines: list[str]
    dice: random.Random
    think: float
    until: float
    found: dict[str, bool] = field(default_factory=dict)

    async def work(self) -> None:
        await asyncio.sleep(self.dice.random() * self.think)
        if await self._send("log in", LOGIN, username=self.name, password=self.password):
            while time.monotonic() < self.until:
                await self._article()

    async def _article(self) -> None:
        """Take one article from draft to correction, and sometimes to withdrawal."""
        first, second = self._word(), self._word()
        headline = self.dice.choice(self.headlines)
        saved = await self._send("add", ADD, headline=headline, body=self._body(first), status="draft", _continue="1")
        if saved is None:
            return
        self.found[first] = False
        address = saved.headers["Location"]
        if await self._send("publish", address, status="published", _continue="1"):
            self.found[first] = True
            if await self._send("correct", address, body=self._body(second), _continue="1"):
                self.found |= {first: False, second: True}
                if self.dice.random() < WITHDRAWN and await self._send(
                    "withdraw", address, status="withdrawn", withdrawal="سُحب لخطأ فيه", _continue="1"
                ):
                    self.found[second] = False

    async def _send(self, kind: str, address: str, **typed: str) -> Response | None:
        """Open a form, wait, fill in some of its fields and send it. Return None unless it was accepted."""
        page = await self.visitor.get("editor's form", address)
        await asyncio.sleep(self.dice.random() * 2 * self.think)
        if page is None:
            return None
        form = next(form for form in tree(page).forms if set(typed) - {"_continue"} <= set(form.fields.keys()))
        sent: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in form.form_values():
            sent[name].append(value)
        return await self.visitor.post(f"editor's {kind}", address, {**sent, **typed})

    def _word(self) -> str:
        return "ظ" + "".join(self.dice.choices(LETTERS, k=9))

    def _body(self, word: str) -> str:
        sentences = [*self.dice.sample(self.headlines, min(8, len(self.headlines))), word]
        return "\n\n".join(sentences)
