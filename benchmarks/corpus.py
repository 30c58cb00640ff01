"""Articles to search, as an archive imports them: headlines as questions, and the texts without them."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from articles.body import read_body
from benchmarks.archive import archive_environment, manage, mapped_keys


@dataclass(frozen=True, slots=True)
class Text:
    """An article's headline, and the parts of its text without the headline."""

    headline: str
    parts: tuple[str, ...]


def imported(archive: Path) -> list[Text]:
    """Return the articles that the archive's import takes from a file, each text once. If the import fails, exit.

    The keys of the ANT corpus are mapped. On failure the output of the import is printed.
    """
    keys = mapped_keys(archive)
    with TemporaryDirectory(prefix="archive-quality-") as folder:
        environment = archive_environment(Path(folder))
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "import_articles", str(archive), "--publish", *(["--map", *keys] if keys else []))
        with sqlite3.connect(Path(folder) / "archive.sqlite3") as connection:
            query = "SELECT headline, lead, body FROM articles_article WHERE status = 'published' ORDER BY id"
            rows = connection.execute(query).fetchall()
    texts = (Text(headline, parts_of(lead, body)) for headline, lead, body in rows)
    return list({text.parts: text for text in texts if text.parts}.values())


def parts_of(lead: str, body: str) -> tuple[str, ...]:
    """Return the lead and the blocks of the body; a lead that is also the first block appears once."""
    return tuple(dict.fromkeys(filter(None, (lead, *(block.text for block in read_body(body))))))


def questions(texts: Iterable[Text], count: int) -> list[int]:
    """Return the numbers of the texts whose headlines are asked.

    They are the first ones by a hash of the headline, so that they stay the same when more articles are added. A
    headline that several articles share is not used.
    """
    headlines = [text.headline for text in texts]
    times = Counter(headlines)
    fit = [number for number, headline in enumerate(headlines) if times[headline] == 1 and len(headline.split()) > 1]
    return sorted(fit, key=lambda number: sha256(headlines[number].encode()).digest())[:count]
