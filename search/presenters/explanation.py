"""Describe an explanation in words, for the page and the terminal: what each part of a question finds in an article."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arabic import Level
from articles.presenters.segments import Segment
from search.levels import LEVELS
from search.presenters.chips import said
from search.retrieval.explain import Explanation, Occurrence, Part
from search.retrieval.highlight import Mark, cut

SHOWN = 20
"""Largest number of places quoted for one part. The rest are only counted."""

CONTEXT = 40
"""Characters quoted on each side of a place, cut between words."""

_LEVELS = {rule.level: rule.name for rule in LEVELS}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that were found: in which text of the article they stand (`where`), at which level or by which other way
    they match (`how`), and the words in their context."""

    where: str
    how: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A part of the question: its text with a label, sentences that say what the article holds of it, and whether this
    counts for the article (`serves`)."""

    as_typed: str
    serves: bool
    sentences: tuple[str, ...]
    quotations: tuple[Quotation, ...] = ()


def verdict(explanation: Explanation) -> list[str]:
    """Return sentences that say whether the article answers the question."""
    answers = _("The article answers the question.") if explanation.answers else _("The article does not answer it.")
    hidden = _("It is not public: no search finds it.")
    return [answers] if explanation.article.is_visible else [answers, hidden]


def told(explanation: Explanation) -> list[Told]:
    """Return the parts of the question in words, in their order."""
    return [_told(part) for part in explanation.parts]


def as_text(explanation: Explanation) -> str:
    """Return the explanation as lines for a terminal. Matched words stand in square brackets."""
    lines = [explanation.article.headline, *verdict(explanation)]
    for part in told(explanation):
        lines += [f"{'+' if part.serves else '-'} {part.as_typed}: {' '.join(part.sentences)}"]
        for place in part.quotations:
            text = "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in place.segments)
            lines.append(f"    {place.where}" + (f" ({place.how})" if place.how else "") + f": {text}")
    return "\n".join(lines)


def _told(part: Part) -> Told:
    return Told(
        _asked(part),
        part.found != part.left_out,
        tuple(_sentences(part)),
        tuple(_quotation(part, place) for place in part.places[:SHOWN]),
    )


def _asked(part: Part) -> str:
    """Return what the part asks for, with a label: the days of a period, the kind of a record, or the field of the
    words."""
    label, value = "", _("“%(words)s”") % {"words": part.as_typed}
    if part.condition is not None:
        label, value = said(part.condition, Level.LEMMA) or ("", "")
    elif part.headline_only:
        label = _("In the headline")
    elif part.pair:
        label = _("Near each other")
    labels = [_("Left out")] * part.left_out + [label] * bool(label)
    return _(": ").join([*labels, value])


def _sentences(part: Part) -> Iterator[str]:
    count = len(part.places)
    if part.condition is not None:
        yield _("It is so of the article.") if part.found else _("It is not so of the article.")
    elif part.found:
        yield ngettext("It stands in %(count)s place.", "It stands in %(count)s places.", count) % {"count": count}
    else:
        yield _("It is not in the article.")
    if part.left_out and part.found:
        yield _("That rules the article out.")
    if not (part.left_out or part.found or part.condition) and (would := _would(part)):
        yield would


def _would(part: Part) -> str:
    """Return a sentence that says what would have found words that were not found. Return "" for a pair, which has no
    level of its own."""
    if part.dropped:
        return _("What of it stands there was dropped from the question.")
    if part.would:
        return _("The level “%(level)s” would find it.") % {"level": _LEVELS[part.would]}
    if part.named:
        return _("Another name of the same stands there.")
    if part.apart:
        return _("All of its words are there, but not so together.")
    return "" if part.pair else _("No level would find it.")


def _quotation(part: Part, place: Occurrence) -> Quotation:
    text = place.piece.text
    start = text.rfind(" ", 0, place.start - CONTEXT) + 1 if place.start > CONTEXT else 0
    end = text.find(" ", place.end + CONTEXT)
    end = len(text) if end < 0 else end
    segments = cut(text, start, end, [Mark(place.start, place.end, frozenset())])
    dots = Segment("…", False)
    return Quotation(_where(place), _how(part, place), (*[dots] * (start > 0), *segments, *[dots] * (end < len(text))))


def _where(place: Occurrence) -> str:
    names = {"headline": _("the headline"), "subheadline": _("the subheadline"), "lead": _("the lead")}
    return names.get(place.piece.kind) or _("block %(number)s") % {"number": place.piece.number}


def _how(part: Part, place: Occurrence) -> str:
    """Return in words how the words at a place match: the level, the prefix or the other name. Return "" for a pair,
    whose words match at several levels."""
    if place.level is not None:
        return str(_LEVELS[place.level])
    if part.as_typed.endswith("*"):
        return _("what begins so")
    return "" if part.pair else _("another name of the same")
