"""Records as files bring them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

PARAGRAPHS = (
    "أعلنت قوات سوريا الديموقراطية السبت القضاء التام على تنظيم الدولة الإسلامية في شرق سوريا.",
    "وقال المتحدث إن المعركة انتهت بعد ستة أشهر من القتال على ضفاف نهر الفرات.",
)


@dataclass(frozen=True)
class Ran:
    """What a run of import_articles printed."""

    out: str
    err: str

    @property
    def counts(self) -> list[int]:
        """The numbers of the last line: read, added, updated, skipped, refused."""
        return [int(number) for number in re.findall(r"\d+", self.out.strip().splitlines()[-1])]


def article(number: int = 1, **values: Any) -> dict[str, Any]:
    """A record that is taken as it is."""
    return {"external_id": str(number), "headline": f"خبر {number}", "body": "\n".join(PARAGRAPHS), **values}


def refused_folder() -> Path:
    """The one folder of refused records there is."""
    [folder] = (settings.VAR / "refused").iterdir()
    return folder
