"""What a question can hold, as the search guide tells it, each with examples to try."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Rule(NamedTuple):
    """One thing a question can hold: its name, what it does, questions that show it."""

    name: Promise
    told: Promise
    examples: tuple[str, ...]


GUIDE = (
    Rule(
        _("Words"),
        _(
            "All of the words, anywhere in the article, in any order and in any of their forms: with the article or "
            "without it, singular or plural, joined to a particle or a pronoun."
        ),
        ("معركة الباغوز", "خيمة", "انتخابات تونس"),
    ),
    Rule(
        _("Quotation marks"),
        _(
            "These words side by side, in this order, as they are spelled. The first may carry a particle that Arabic "
            "joins to it. Any quotation marks will do."
        ),
        ('"دروع بشرية"', "«مجلس الأمن»"),
    ),
    Rule(
        _("Side by side in any form"),
        _("A tilde before the quotation mark: the words side by side, each in any of its forms."),
        ('~"هجوم واسع"',),
    ),
    Rule(
        _("Exactly as written"),
        _(
            "An equals sign before a word, or before a quotation mark: only this form. Vowel marks and the stretching "
            "of letters make no difference."
        ),
        ("=الكتاب", '="المجلس الوطني"'),
    ),
    Rule(
        _("The root"),
        _("Every word of a root, whatever its pattern."),
        ("جذر:كتب", "جذر:هجم"),
    ),
    Rule(
        _("Either of two"),
        _("“Or” between two words: one of them is enough."),
        ("هدنة أو تهدئة", "زلزال أو فيضان"),
    ),
    Rule(
        _("Without"),
        _("A minus sign joined to a word, a quotation or a bracket leaves out the articles that hold it."),
        ("سوريا -تركيا", '"مجلس الأمن" -اليمن'),
    ),
    Rule(
        _("Brackets"),
        _("What stands in brackets is read as one."),
        ("(زلزال أو فيضان) -تركيا",),
    ),
    Rule(
        _("Dates"),
        _(
            "Articles published from a day, a month or a year on, until one, or within one. Month names of every Arab "
            "country, numbers in either digits and Hijri years are understood."
        ),
        ("الباغوز من:آذار-2019 إلى:2019-06", "تاريخ:23/3/2019", "انتخابات تاريخ:2014"),
    ),
    Rule(
        _("Fields"),
        _(
            "A word looked for in one part of the record: headline, text, source, agency, writer, section, place, "
            "person, organisation, subject. The name of the field is joined to its value; a value of several words "
            "stands in quotation marks."
        ),
        ("عنوان:هدنة", "مكان:الباغوز", "قسم:رياضة", 'مكان:"دير الزور" هجوم'),
    ),
)
