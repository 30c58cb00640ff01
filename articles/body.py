"""An article's body: an ordered list of blocks, and its representation as plain text.

The convention: a blank line separates two blocks. A block that begins with `## ` is a subhead, one that begins with `>
` a quote, any other a paragraph. A backslash before such a beginning makes it literal. Line breaks inside a block are
kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class BlockType(StrEnum):
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its type, and its text, which is never empty and contains no blank line."""

    type: BlockType
    text: str


_OPENINGS = {BlockType.SUBHEAD: "## ", BlockType.QUOTE: "> "}
_LITERAL = re.compile(r"\\*(?:## |> )")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def read_body(text: str) -> tuple[Block, ...]:
    """Return the blocks of an editor's plain text. Any text is valid; nothing is raised."""
    pieces = _BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(_read_block(piece.strip()) for piece in pieces if piece.strip())


def write_body(blocks: Iterable[Block]) -> str:
    """Return `blocks` as plain text, from which `read_body` gives the same blocks."""
    return "\n\n".join(_write_block(block) for block in blocks)


def _read_block(piece: str) -> Block:
    for block_type, opening in _OPENINGS.items():
        if piece.startswith(opening):
            return Block(block_type, piece.removeprefix(opening).strip())
    return Block(BlockType.PARAGRAPH, piece[1:] if piece.startswith("\\") and _LITERAL.match(piece) else piece)


def _write_block(block: Block) -> str:
    if block.type is BlockType.PARAGRAPH:
        return ("\\" if _LITERAL.match(block.text) else "") + block.text
    return _OPENINGS[block.type] + block.text
