"""The archive served as `make run` serves it, asked over HTTP."""

import http.client
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.archive import ROOT, RUNNING

TOTAL = re.compile(rb'data-total="(\d+)"')


@dataclass(frozen=True)
class Server:
    """A running archive: the process id of its gunicorn, and a connection to it."""

    pid: int
    connection: http.client.HTTPConnection

    def results(self, question: str) -> int:
        """Fetch the whole results page and return how many articles it says it found."""
        self.connection.request("GET", "/search/?" + urlencode({"q": question}))
        response = self.connection.getresponse()
        page = response.read()
        if response.status != 200 or not (total := TOTAL.search(page)):
            sys.exit(f"{response.status} for the question {question}")
        return int(total[1])

    def worker_memory(self) -> float:
        """The largest worker's resident memory in megabytes, what it shares with others included."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        status = [Path(f"/proc/{worker}/status").read_text() for worker in workers]
        return max(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for text in status) / 1024  # type: ignore[index]


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Server]:
    """Serve the archive that `environment` names until the block ends; gives up after a minute."""
    process = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment)
    connection = http.client.HTTPConnection(RUNNING, timeout=30)
    try:
        for _ in range(300):
            try:
                connection.request("GET", "/help/")
                connection.getresponse().read()
                break
            except OSError:
                connection.close()
                time.sleep(0.2)
        yield Server(process.pid, connection)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
