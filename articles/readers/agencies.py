"""Find the news agency that a report credits, by the ways reports write the agencies' names."""

import re
from collections import Counter

# The name that the archive stores -> how reports write it. Names that are also ordinary words or places count only in
# brackets or with the word "agency".
_PLAIN = {
    "فرانس برس": r"فرانس ?برس|[أا] ?\.? ?ف ?\.? ?ب|AFP",
    "رويترز": r"رويترز|Reuters",
    "أسوشيتد برس": r"[أا]سوشي[يت]ت?د ?برس|[أا] ?\.? ?ب(?= ?\))",
    "الأناضول": r"ال[أا]ناضول(?= ?[\(\)\":،.])",
    "د ب أ": r"د ?\.? ?ب ?\.? ?[أا]|وكالة ال[أا]نباء ال[أا]لمانية",
    "شينخوا": r"شينخوا",
}
_WITH_AGENCY = {
    "الأناضول": r"ال[أا]ناضول",
    "أسوشيتد برس": r"[أا] ?\.? ?ب",
    "سانا": r"سانا",
    "واس": r"واس",
    "وام": r"وام",
    "قنا": r"قنا",
    "كونا": r"كونا",
    "بترا": r"بترا",
    "وفا": r"وفا",
    "واع": r"واع",
    "تاس": r"تاس",
    "سبوتنيك": r"سبوتنيك",
    "إفي": r"[إا]في",
}
_PREFIXES = r"(?<![\w])(?:[ولبف]{0,2})"
_CREDITS = [
    *((name, re.compile(f"{_PREFIXES}(?:{form})(?!\\w)")) for name, form in _PLAIN.items()),
    *(
        (name, re.compile(rf"وكالة (?:[\w]+ ){{0,2}}?[\"«(]?(?:{form})(?!\w)|\((?:{form})\)"))
        for name, form in _WITH_AGENCY.items()
    ),
]
_NAMES = [(name, re.compile(f"(?:وكالة )?(?:{form})")) for name, form in (*_PLAIN.items(), *_WITH_AGENCY.items())]


def credited_agency(text: str) -> str:
    """Return the agency that `text` credits most often, or "". This is a guess: a report may quote another agency."""
    counts: Counter[str] = Counter()
    for name, pattern in _CREDITS:
        counts[name] += len(pattern.findall(text))
    name, count = max(counts.items(), key=lambda item: item[1])
    return name if count else ""


def agency_named(name: str) -> str:
    """Return the agency that has the name `name`, or ""."""
    return next((agency for agency, pattern in _NAMES if pattern.fullmatch(name.strip(' «»"()'))), "")
