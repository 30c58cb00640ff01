"""Load test: fifty readers and five editors for five minutes, on the archive as it runs in production.

    python -m benchmarks.load [--seconds 300] [--readers 50] [--editors 5] [--think 2] [--workers 2]
                              [--archive PATH] [--database URL] [--search URL] [--folder PATH] [--address HOST:PORT]

gunicorn serves with several workers, and `run_indexer` indexes. Readers ask, turn pages, narrow the results, open
articles and browse. Editors log in, add, publish, correct and withdraw. Afterwards every saved article must be found by
a word that only it has. The word of a withdrawn article, or a word that was corrected away, must not be found.
--archive (JSON Lines as `export_articles` writes them, also .gz; by default the samples) is imported first. The archive
uses SQLite and Whoosh in a temporary folder unless --database, --search and --folder say otherwise. Use a separate
database: the editors' articles stay in it. Prints a Markdown table in milliseconds. The exit status is 1 if there was
any error.
"""

import argparse
import asyncio
import gzip
import json
import random
import secrets
import sys
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.load.editors import Editor
from benchmarks.load.readers import Reader
from benchmarks.load.record import Record, Visitor
from benchmarks.running import INDEXER, ROOT, Running

HEADLINES = 5_000
"""Headlines read from the archive, for questions and for new articles."""
ANSWERED_WITHIN, FOUND_WITHIN = 30.0, 60.0
"""Most seconds for an answer, and after the last save until every word is found as expected."""
ACCOUNTS = """
from django.contrib.auth.models import Group, User
for number in range({count}):
    user, _ = User.objects.get_or_create(username=f"load-{{number}}", is_staff=True)
    user.set_password("{password}")
    user.save()
    user.groups.set(Group.objects.filter(name="Chief editor"))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--editors", type=int, default=5)
    parser.add_argument("--think", type=float, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--archive", type=Path, default=ROOT / "seeds" / "sample.jsonl")
    parser.add_argument("--database", default="")
    parser.add_argument("--search", default="")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--address", default="127.0.0.1:8798")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    settings = {"WORKERS": str(options.workers), "SEARCH_URL": options.search}
    if options.database:
        settings["DATABASE_URL"] = options.database
    with tempfile.TemporaryDirectory(prefix="archive-load-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        with Running(folder, options.address, settings) as running:
            record = loaded(running, options)
        print(record.table(options.seconds))
        if record.errors:
            sys.exit(running.log("gunicorn").read_text()[-4000:] + running.log("indexer").read_text()[-2000:])


def loaded(running: Running, options: argparse.Namespace) -> Record:
    """Prepare the archive, run the readers and editors, and check the saved articles."""
    password = secrets.token_urlsafe(16)
    running.manage("migrate", "--verbosity", "0")
    running.manage("shell", "--verbosity", "0", "-c", ACCOUNTS.format(count=options.editors, password=password))
    running.manage("import_articles", str(options.archive), "--publish")
    running.manage("serve", "--prepare-only")
    running.serve()
    running.start("indexer", INDEXER)
    return asyncio.run(everybody(running.address, password, headlines(options.archive), options))


def headlines(archive: Path) -> list[str]:
    """Return the first HEADLINES headlines of an archive in JSON Lines."""
    opened = gzip.open if archive.suffix == ".gz" else open
    found: list[str] = []
    with opened(archive, "rt", encoding="utf-8") as lines:
        for line in lines:
            if len(found) == HEADLINES:
                break
            if headline := json.loads(line).get("headline"):
                found.append(headline)
    return found


async def everybody(address: str, password: str, words: list[str], options: argparse.Namespace) -> Record:
    record, until = Record(), time.monotonic() + options.seconds
    clients: list[httpx.AsyncClient] = []

    def visitor() -> Visitor:
        client = httpx.AsyncClient(base_url=f"http://{address}", timeout=ANSWERED_WITHIN, follow_redirects=True)
        clients.append(client)
        return Visitor(client, record)

    def dice(who: str) -> random.Random:
        return random.Random(f"{who} {options.seed}")

    readers = [
        Reader(visitor(), words, dice(f"reader {number}"), options.think, until) for number in range(options.readers)
    ]
    editors = [
        Editor(visitor(), f"load-{number}", password, words, dice(f"editor {number}"), options.think, until)
        for number in range(options.editors)
    ]
    await asyncio.gather(*(reader.walk() for reader in readers), *(editor.work() for editor in editors))
    expected = {word: seen for editor in editors for word, seen in editor.found.items()}
    print(f"{len(expected)} words saved, {sum(expected.values())} of them to be found\n")
    await settled(visitor(), expected)
    for client in clients:
        await client.aclose()
    return record


async def settled(visitor: Visitor, expected: dict[str, bool]) -> None:
    """Ask for every word until the result is as expected. A word that is not so within FOUND_WITHIN is an error."""
    end = time.monotonic() + FOUND_WITHIN
    left = dict(expected)
    while left:
        for word, wanted in list(left.items()):
            page = await visitor.client.get("/search/", params={"q": f"={word}"})
            if page.status_code == 200 and ('data-total="1"' in page.text) == wanted:
                del left[word]
        if left and time.monotonic() > end:
            for word, wanted in left.items():
                visitor.record.fault("saved articles", "not found" if wanted else "found still", word)
            break
        await asyncio.sleep(0.5 if left else 0)


if __name__ == "__main__":
    main()
