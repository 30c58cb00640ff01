"""How long the lists and texts of a record may be. Forms, pasted reports and imports ask the same functions.

Each raises ValidationError with the number found and the number allowed. Records from before a limit stay as they are:
they can be read, and meet the limit at their next change.
"""

from collections.abc import Sized
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NAME_CHARACTERS = 200
"""Characters of a name: of a record, of a group, of another spelling."""

GROUP_NAMES = 20
"""Names of a group: as many as a question takes for one of them (search/gazetteer)."""

SPELLINGS = 100
"""Other spellings of a record."""

LINKED = 100
"""Records of one kind that an article refers to: its people, its places."""

BLOCKS, LINES = 5_000, 10_000
"""Blocks of a body, and lines of a text. A blank line stands between two blocks, so lines are twice as many."""


def validate_group_size(names: Sized) -> None:
    """Raise ValidationError for more names than a group may have."""
    _at_most(GROUP_NAMES, len(names), _("%(count)d names; a group has at most %(limit)d. Leave the rarest ones out."))


def validate_spelling_count(spellings: Sized) -> None:
    """Raise ValidationError for more other spellings than a record may have."""
    _at_most(SPELLINGS, len(spellings), _("%(count)d spellings; a record has at most %(limit)d. Leave some out."))


def validate_name_length(name: str) -> None:
    """Raise ValidationError for a name that is too long."""
    if len(name) > NAME_CHARACTERS:
        raise ValidationError(_("A name is at most %(n)d characters long."), "long", {"n": NAME_CHARACTERS})


def validate_linked(names: Sized) -> None:
    """Raise ValidationError for more records of one kind than an article may refer to."""
    _at_most(LINKED, len(names), _("%(count)d names; an article has at most %(limit)d of one kind. Leave some out."))


def validate_blocks(blocks: Sized) -> None:
    """Raise ValidationError for more blocks than a body may have."""
    _at_most(BLOCKS, len(blocks), _("%(count)d blocks; a body has at most %(limit)d. Part it into articles."))


def validate_lines(text: str) -> None:
    """Raise ValidationError for more lines than a text may have."""
    lines = max(text.count("\n"), text.count("\r")) + 1
    _at_most(LINES, lines, _("%(count)d lines; a text has at most %(limit)d. Part it into articles."))


def _at_most(limit: int, count: int, message: Any) -> None:
    if count > limit:
        raise ValidationError(message, code="many", params={"count": count, "limit": limit})
