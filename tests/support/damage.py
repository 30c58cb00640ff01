"""What may happen to a file, and every answer of an engine whose files it happened to.

As a program, `python -m tests.support.damage before|serving`, it damages each file of an archive's index in each way,
and prints for each what came of it, as a line of JSON. A process of its own may be killed by what it reads.
"""

import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

BITS = 40


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def deleted(path: Path) -> None:
    path.unlink()


def unreadable(path: Path) -> None:
    """Root may read any file, so a folder takes its place."""
    path.unlink()
    path.mkdir()


def flipped(seed: int, bits: int = BITS) -> Callable[[Path], None]:
    """Turns random bits of a file over, in their place: the file remains the one that others have open."""

    def flip(path: Path) -> None:
        dice = random.Random(seed)
        with path.open("r+b") as file:
            content = bytearray(file.read())
            for place in dice.sample(range(8 * len(content)), min(bits, 8 * len(content))):
                content[place // 8] ^= 1 << place % 8
            file.seek(0)
            file.write(content)

    return flip


DAMAGES: dict[str, Callable[[Path], None]] = {
    "halved": halved,
    "emptied": emptied,
    "deleted": deleted,
    "unreadable": unreadable,
    **{f"flipped {seed}": flipped(seed) for seed in range(3)},
    "one bit flipped": flipped(7, 1),
}


def files(folder: Path) -> list[str]:
    """The files below a folder that hold anything."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size)
    return [str(path.relative_to(folder)) for path in found]


def locks(folder: Path) -> list[str]:
    """The files below a folder that hold nothing."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.stat().st_size
    ]


def at_rest() -> None:
    """Wait until no thread of tantivy looks at files. When it opens an index it looks once for a commit and maps what
    it finds, whatever is asked of it; a file that is cut short in that instant kills the process."""
    quiet = 0
    while quiet < 3:
        time.sleep(0.01)
        busy = False
        for task in Path("/proc/self/task").iterdir():
            with suppress(OSError):
                name, state = (task / "comm").read_text(), (task / "stat").read_text().rpartition(")")[2].split()[0]
                busy = busy or name.startswith("watch-callback") or ("tantivy" in name and state != "S")
        quiet = 0 if busy else quiet + 1


def outcomes(serving: bool) -> Iterator[dict[str, Any]]:
    """Damage each file of the index and yield what came of it: the answer, whether the index was taken for whole, and
    whether one round of the indexer healed it."""
    from articles.models import Article
    from search.backends import SearchUnavailableError, default
    from search.backends.tantivy import reader
    from search.backends.whoosh import snapshot
    from search.indexing.indexer import Indexer
    from search.query.plan import AllArticles, AnyTerm, Sequence, Term

    def answers() -> list[Any]:
        words = [Term(f"={word}") for word in ("زلزال", "الشمال", "هدنة")]
        plans = [
            AllArticles(),
            *(AnyTerm("text", (word,)) for word in words),
            Sequence("text", ((words[0],), (words[1],))),
        ]
        found = [backend.search(plan, facets=("year", "month", "place"), sort="newest") for plan in plans]
        return [found, backend.frequencies([word.text for word in words]), backend.versions()]

    def tried(ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except SearchUnavailableError:
            return "refused"
        except BaseException as error:
            return f"raised {error!r}"

    backend = default()
    for number in range(12):
        Article.objects.create(
            headline=f"زلزال الشمال {number}", body="هدنة " * number, status="published", published_on=date(2019, 3, 23)
        )
        if number % 4 == 3:
            Indexer().run()
    Article.objects.first().delete()
    Indexer().run()
    right, home, kept = answers(), Path(backend.path), Path(backend.path).with_name("kept")
    home.rename(kept)
    for name in [*files(kept), *locks(kept)]:
        for damage, do in DAMAGES.items():
            if damage not in ("deleted", "unreadable") and not (kept / name).stat().st_size:
                continue
            if home.exists():
                # Moved first: a thread of tantivy may look there, and leave a lock, for another second.
                shutil.rmtree(home.rename(kept.with_name("former")), ignore_errors=True)
            shutil.copytree(kept, home)
            for readers in (snapshot.readers, reader.readers):
                readers.forget()
            if serving:
                assert answers() == right
                at_rest()
            do(home / name)
            answered = tried(answers)
            ready = tried(backend.built_with) != "refused"
            healed = tried(Indexer().run)
            yield {
                "file": name,
                "damage": damage,
                "lock": name in locks(kept),
                "answered": "rightly" if answered == right else answered if isinstance(answered, str) else "wrongly",
                "ready": ready,
                "healed": tried(answers) == right or healed,
            }


if __name__ == "__main__":
    import django

    django.setup()
    for outcome in outcomes(serving=sys.argv[1] == "serving"):
        print(json.dumps(outcome, ensure_ascii=False), flush=True)
