"""The record of a load test: how long each kind of page took, and which errors occurred."""

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import httpx
import numpy as np

PERCENTILES = (50, 95, 99, 100)


@dataclass
class Record:
    """Seconds by kind of page, and errors by kind and cause, with an example URL for each."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)

    def fault(self, kind: str, what: str, example: str = "") -> None:
        self.errors[kind, what] += 1
        self.examples.setdefault((kind, what), example)

    def table(self, over: float) -> str:
        """Return a Markdown table of milliseconds and errors; `over` is the measured time in seconds."""
        lines = ["| page | asked | median | 95th | 99th | slowest | errors |", "|---|---:|---:|---:|---:|---:|---:|"]
        failed = Counter({kind: sum(n for (of, _), n in self.errors.items() if of == kind) for kind, _ in self.errors})
        for kind in sorted({*self.seconds, *failed}):
            lines.append(row(kind, self.seconds[kind], failed[kind]))
        pages = [second for seconds in self.seconds.values() for second in seconds]
        lines.append(row("**all**", pages, failed.total()))
        lines.append(f"\n{len(pages) / over:.1f} pages a second over {over:.0f} s")
        lines += [f"- {kind}: {n} × {what} {self.examples[kind, what]}" for (kind, what), n in self.errors.items()]
        return "\n".join(lines)


def row(kind: str, seconds: Collection[float], errors: int) -> str:
    times = [f"{value * 1000:,.0f}" for value in np.percentile(list(seconds), PERCENTILES)] if seconds else ["–"] * 4
    return f"| {kind} | {len(seconds):,} | {' | '.join(times)} | {errors} |"


@dataclass
class Visitor:
    """One browser: sends requests and records times and errors."""

    client: httpx.AsyncClient
    record: Record

    async def get(self, kind: str, address: str, allowed: Collection[int] = (200,)) -> httpx.Response | None:
        """Return the page, or None after an error (a status not in `allowed`, or a time-out)."""
        return await self._ask(kind, "GET", address, allowed)

    async def post(self, kind: str, address: str, sent: Mapping[str, object]) -> httpx.Response | None:
        """Return the response to a form, or None unless it was accepted, which a redirect shows."""
        return await self._ask(kind, "POST", address, (302,), data=sent, follow_redirects=False)

    async def _ask(
        self, kind: str, method: str, address: str, allowed: Collection[int], **more: object
    ) -> httpx.Response | None:
        start = time.perf_counter()
        try:
            response = await self.client.request(method, address, **more)  # type: ignore[arg-type]
        except httpx.HTTPError as error:
            self.record.fault(kind, type(error).__name__, f"{method} {address}")
            return None
        self.record.seconds[kind].append(time.perf_counter() - start)
        if response.status_code not in allowed:
            self.record.fault(kind, str(response.status_code), f"{method} {address}")
            return None
        return response
