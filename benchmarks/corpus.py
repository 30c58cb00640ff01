"""Articles to search, as an archive takes them in: headlines to ask with, and the texts under them."""

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
    """An article's headline, and the parts of its text without it."""

    headline: str
    parts: tuple[str, ...]


def imported(archive: Path) -> list[Text]:
    """What the archive's own import takes from a file (keys of the ANT corpus are mapped), each text once. Ends the
    program with what the import printed where it fails."""
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
    """The lead and the blocks of the body, a lead that is also the body's first block once."""
    return tuple(dict.fromkeys(filter(None, (lead, *(block.text for block in read_body(body))))))


def questions(texts: Iterable[Text], count: int) -> list[int]:
    """Numbers of the texts whose headlines are asked: the first by a hash of the headline, so that they stay the same
    however many articles come beside them. A headline of several articles asks for none of them."""
    headlines = [text.headline for text in texts]
    times = Counter(headlines)
    fit = [number for number, headline in enumerate(headlines) if times[headline] == 1 and len(headline.split()) > 1]
    return sorted(fit, key=lambda number: sha256(headlines[number].encode()).digest())[:count]
