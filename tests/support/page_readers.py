"""Readers who ask while harm is done."""

import threading
from collections import Counter

import httpx

from tests.support.faulty_archive import Archive

BROWSED = ("/", "/dates/")
PAGES = (*BROWSED, "/search/?q=خبر", "/search/suggest/?q=خب")


class reading:
    """Readers who go on asking for all pages while the block runs; gives the statuses they were answered."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.over = archive, threading.Event()
        self.answered: Counter[int | str] = Counter()
        self.threads = [threading.Thread(target=self.read, args=(page,)) for page in PAGES]

    def __enter__(self) -> Counter[int | str]:
        for thread in self.threads:
            thread.start()
        return self.answered

    def __exit__(self, *args: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def read(self, page: str) -> None:
        while not self.over.wait(0.02):
            try:
                self.answered[self.archive.get(page).status_code] += 1
            except httpx.HTTPError as error:
                self.answered[type(error).__name__] += 1
