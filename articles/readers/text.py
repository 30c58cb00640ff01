"""Read a pasted report: plain text, in which the layout shows the parts of the record.

Blank lines separate groups of paragraphs. A separate first line that does not end like a sentence is the headline. The
first paragraph is the lead. A short line that does not end like a sentence, before a longer paragraph, is a subhead. A
paragraph that is a single quotation is a quote. `إيلاف: قال …` and `دمشق (رويترز) - قال …` name the source, the place
and the agency. Values that are proposed, not read, are listed in `Record.guessed`.
"""

import re
from typing import Any

from arabic.affixes import CONJUNCTION
from articles.body import Block, BlockType
from articles.limits import validate_lines
from articles.readers.agencies import agency_named, credited_agency
from articles.readers.opening import Opened
from articles.readers.record import KeyMap, Read, Record, accept
from articles.readers.tidy import tidy

HEADLINE_WORDS, SUBHEAD_WORDS, PROPOSED_CHARACTERS = 25, 8, 110

_SENTENCE_END = re.compile(r"[.!؟?…،؛:;,][\"»”')\]]*$")
_QUOTATION = re.compile(r"[\"«“][^\"«»“”]+[\"»”][.؟!]?")
_SOURCE_LINE = re.compile(r"(?P<name>[^\W\d_][^:\n\"«»“”().،]{1,38}?)\s*:\s+(?=\S)")
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^:\n\"«»“”().،]{1,38}?)\s*(?:,|،)?\s*"
    r"(?:[(«\"](?P<wire>[^()«»\"]{2,30})[)»\"]\s*[-ـ–—:]+|[-ـ–—]\s*[«\"(]?(?P<wire_>[^():«»\"\n]{2,30})[)»\"]?\s*:)\s+"
)
_SPEECH = re.compile(
    rf"{CONJUNCTION}?(?:"
    r"[يت]?قول|قالت?|قائلا|[أا]ضافت?|[أا]كدت?|[أا]وضحت?|كتبت?|تابعت?|[أا]علنت?|صرحت?|ذكرت?|[أا]شارت?|ختمت?|"
    r"زادت?|س[أا]لت?|ردت?|[أا]جابت?|علقت?|جاء|هذا|هذه|هنا|ذلك|مصدر|مصادر|عاجل|تقرير|خاص|الصورة|صورة|المصدر)\b"
)


def read(file: Opened, mapping: KeyMap) -> Read:
    """Yield the one record of a text file. Raise RefusalError if it has more lines than a text may have."""
    text = file.read_whole()
    accept(validate_lines, text, "body")
    yield read_report(text)


def read_report(text: str) -> Record:
    """Return the record of a pasted report: headline, lead, body (blocks), source, agency, dateline."""
    groups = _groups(tidy(text))
    values: dict[str, Any] = {"headline": _take_headline(groups)}
    last = len(groups) - 1
    blocks = [block for n, group in enumerate(groups) for block in _blocks(group, is_first=n == 0, is_last=n == last)]
    guessed = _take_source(blocks, values)
    if "agency" not in values and (agency := credited_agency("\n".join(block.text for block in blocks))):
        values["agency"] = agency
        guessed.append("agency")
    if blocks and blocks[0].type is BlockType.PARAGRAPH:
        values["lead"] = blocks.pop(0).text
    if not values["headline"] and (proposal := propose_headline(values.get("lead", "") or _first_text(blocks))):
        values["headline"] = proposal
        guessed.append("headline")
    return Record(1, {**values, "body": blocks}, text, tuple(guessed))


def propose_headline(text: str) -> str:
    """Return the beginning of `text` as a possible headline: its first clause, or as many words as fit."""
    line = " ".join(text.split())
    clause = re.split(r"(?<=\S)[.!؟?؛](?:\s|$)|،\s", line, maxsplit=1)[0].rstrip(" ،:-")
    if len(clause) <= PROPOSED_CHARACTERS:
        return clause
    return clause[:PROPOSED_CHARACTERS].rpartition(" ")[0].rstrip(" ،:-") + "…"


def _groups(text: str) -> list[list[str]]:
    """Return the groups of lines between blank lines. Without blank lines, each line is a group."""
    pieces = re.split(r"\n{2,}", text) if "\n\n" in text else text.split("\n")
    return [piece.split("\n") for piece in pieces if piece.strip()]


def _ends_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line) or _QUOTATION.fullmatch(line))


def _take_headline(groups: list[list[str]]) -> str:
    """Remove the first line from `groups` and return it, if it is a headline; otherwise return ""."""
    if not groups or (len(groups) == 1 and len(groups[0]) == 1):
        return ""
    line = groups[0][0]
    rest = [line for group in groups for line in group][1]
    if _ends_sentence(line) or len(line.split()) > HEADLINE_WORDS or len(rest) <= len(line):
        return ""
    groups[0] = groups[0][1:]
    if not groups[0]:
        groups.pop(0)
    return line


def _blocks(lines: list[str], *, is_first: bool, is_last: bool) -> list[Block]:
    """Return the blocks of one group: an optional subhead, then paragraphs or quotes.

    Lines broken inside a sentence are joined.
    """
    blocks: list[Block] = []
    if not is_first and not (is_last and len(lines) == 1) and _is_subhead(lines):
        blocks.append(Block(BlockType.SUBHEAD, lines[0]))
        lines = lines[1:]
    for paragraph in _joined(lines):
        whole = _QUOTATION.fullmatch(paragraph)
        blocks.append(Block(BlockType.QUOTE if whole else BlockType.PARAGRAPH, paragraph))
    return blocks


def _is_subhead(lines: list[str]) -> bool:
    short = len(lines[0].split()) <= SUBHEAD_WORDS and not _ends_sentence(lines[0])
    return short and (len(lines) == 1 or len(lines[1]) > 1.5 * len(lines[0]))


def _joined(lines: list[str]) -> list[str]:
    """Join lines into paragraphs, each up to a line that ends a sentence."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        paragraphs[-1].append(line)
        if _ends_sentence(line):
            paragraphs.append([])
    return [" ".join(paragraph) for paragraph in paragraphs if paragraph]


def _take_source(blocks: list[Block], values: dict[str, Any]) -> list[str]:
    """Find the source, agency and place at the beginning of one of the first two paragraphs, and remove them there.

    A name that may be a speaker stays in the text. Return the keys that are guesses for this reason.
    """
    for n, block in enumerate(blocks[:2]):
        found = _dateline(block.text) or _source_line(block.text)
        if found:
            names, end = found
            values.update(names)
            blocks[n] = Block(block.type, block.text[end:].strip())
            return [] if end else list(names)
    return []


def _dateline(text: str) -> tuple[dict[str, str], int] | None:
    match = _DATELINE.match(text)
    if not match or _SPEECH.match(match["place"]) or len(match["place"].split()) > 3:
        return None
    wire = (match["wire"] or match["wire_"]).strip()
    agency = agency_named(wire)
    return {
        "dateline": match["place"].strip(" -ـ،"),
        **({"agency": agency} if agency else {"source": wire}),
    }, match.end()


def _source_line(text: str) -> tuple[dict[str, str], int] | None:
    match = _SOURCE_LINE.match(text)
    if not match or _SPEECH.match(match["name"]) or len(match["name"].split()) > 3:
        return None
    if agency := agency_named(match["name"]):
        return {"agency": agency}, match.end()
    is_report = _SPEECH.match(text, match.end())  # إيلاف: قال … is a source, but ترامب: سنفرض … is a speaker
    return {"source": match["name"].strip()}, match.end() if is_report else 0


def _first_text(blocks: list[Block]) -> str:
    return blocks[0].text if blocks else ""
