"""The search guide: the parts of a question, each with examples to try."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Rule(NamedTuple):
    """One part of a question: its name, its description, and example questions."""

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
        ('"مجلس الأمن"', "«كأس العالم»"),
    ),
    Rule(
        _("Side by side in any form"),
        _("A tilde before the quotation mark: the words side by side, each in any of its forms."),
        ('~"وقف إطلاق النار"', '~"حكومة جديدة"'),
    ),
    Rule(
        _("Exactly as written"),
        _(
            "An equals sign before a word, or before a quotation mark: only this form. Vowel marks and the stretching "
            "of letters make no difference."
        ),
        ("=الكتب", '="المجلس الوطني"'),
    ),
    Rule(
        _("The root"),
        _("Every word of a root, whatever its pattern."),
        ("جذر:كتب", "جذر:هجم"),
    ),
    Rule(
        _("The verb and its derivatives"),
        _(
            "A verb, its verbal noun and its participles: what is announced, an announcement, who announces. Narrower "
            "than the root."
        ),
        ("اشتقاق:أعلن", "اشتقاق:انتخب تونس"),
    ),
    Rule(
        _("Either of two"),
        _("“Or” between two words: one of them is enough. It joins the two that it stands between, and no others."),
        ("زلزال أو فيضان", "اليمن هدنة أو اتفاق"),
    ),
    Rule(
        _("Without"),
        _("A minus sign joined to a word, a quotation or a bracket leaves out the articles that hold it."),
        ("زلزال -تركيا", '"مجلس الأمن" -اليمن'),
    ),
    Rule(
        _("Near each other"),
        _(
            "The word قرب (or NEAR), a slash and a number between two words, quotations or beginnings: so many words "
            "apart at most, in either order, within one paragraph. Side by side is 1. Without a number it is a word "
            "like any other."
        ),
        ("زلزال قرب/5 تركيا", '"كأس العالم" قرب/8 (قطر أو فاز)'),
    ),
    Rule(
        _("Beginnings of words"),
        _(
            "A star behind two letters or more: every word that begins with them, also behind the article and the "
            "particles that Arabic joins to it."
        ),
        ("انتخاب*", "فيضان* أو زلازل"),
    ),
    Rule(
        _("Brackets"),
        _("What stands in brackets is read as one."),
        ("(زلزال أو فيضان) -تركيا", "-(مباراة أو كأس) قطر"),
    ),
    Rule(
        _("Dates"),
        _(
            "Articles published from a day, a month or a year on, until one, or within one. Month names of every Arab "
            "country, numbers in either digits and Hijri years are understood; two dots make a range."
        ),
        ("الباغوز من:آذار-2019 إلى:2019-06", "تاريخ:23/3/2019", "هدنة تاريخ:2022..2023"),
    ),
    Rule(
        _("Fields"),
        _(
            "A word looked for in one part of the record: headline, text, source, agency, writer, section, place, "
            "person, organisation, subject. The name of the field is joined to its value; a value of several words "
            "stands in quotation marks."
        ),
        ("عنوان:هدنة", "مكان:الباغوز", "قسم:رياضة", 'مكان:"دير الزور" مخيم'),
    ),
    Rule(
        _("All of it together"),
        _("Each word and quotation keeps its own sign, so that one question may ask for each in its own way."),
        ("=الرئيس اشتقاق:أعلن انتخاب*", '~"وقف إطلاق النار" جذر:هجم', "عنوان:(كأس أو بطولة) جذر:فوز قسم:رياضة"),
    ),
)
