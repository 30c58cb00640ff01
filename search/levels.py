"""Define the match levels, as the search box and the search guide name them."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arabic import Level


class LevelRule(NamedTuple):
    """One match level: its value in the address, its name, a sentence (`told`) that says when two words match, an
    example."""

    level: str
    name: Promise
    told: Promise
    example: str


LEVELS = (
    LevelRule(
        Level.EXACT.value,
        _("As written"),
        _("the same letters; vowel marks and the stretching of letters aside"),
        "كتاب = كِتاب = كتـاب",
    ),
    LevelRule(
        Level.SPELLING.value,
        _("Spelling"),
        _("the same word as different writers spell it: hamza, final yeh, teh marbuta"),
        "مسؤول = مسئول، مدرسة = مدرسه",
    ),
    LevelRule(
        Level.LEMMA.value,
        _("The word and its forms"),
        _("the same entry of the dictionary, whatever is joined to it and whatever its number"),
        "والكتب = بكتابه = كتاب",
    ),
    LevelRule(
        Level.DERIVATION.value,
        _("The verb form"),
        _("the verb, the verbal noun and the participles of one verb form"),
        "أعلن = إعلان = معلن",
    ),
    LevelRule(
        Level.ROOT.value,
        _("The root"),
        _("words of one root, however far apart in meaning"),
        "كاتب، مكتبة، كتابة = كتب",
    ),
)
