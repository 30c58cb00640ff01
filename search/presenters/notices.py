"""Write the notices that tell a reader how the question was read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.wording import isolated, kind_title
from search.query.question import Code, Notice
from search.retrieval.service import Answer

_SENTENCES = {
    Code.QUOTE_UNCLOSED: gettext_lazy("A quotation mark was not closed; it was passed over."),
    Code.BRACKET_UNBALANCED: gettext_lazy("The brackets do not pair; those without a partner were passed over."),
    Code.TAKEN_AS_WORD: gettext_lazy(
        "“%(word)s” was searched as a plain word: what it needs does not stand beside it."
    ),
    Code.SIGN_IGNORED: gettext_lazy("Nothing that the sign “%(sign)s” can mark stands after it; it was passed over."),
    Code.UNKNOWN_VALUE: gettext_lazy(
        "The archive has no record “%(value)s” for “%(field)s:”; both were searched as plain words."
    ),
    Code.UNREADABLE_DATE: gettext_lazy("“%(value)s” could not be read as a date; it was searched as plain words."),
    Code.DATES_SWAPPED: gettext_lazy("The dates of “%(value)s” ran backwards; they were swapped."),
    Code.STAR_IGNORED: gettext_lazy(
        "The star of “%(word)s” was passed over: it stands behind a word of two letters or more, outside quotation "
        "marks."
    ),
    Code.PREFIX_IDLE: gettext_lazy("“%(field)s:” does not act on “%(word)s”, which has a sign or a field of its own."),
    Code.BEGINNINGS_CUT: gettext_lazy(
        "The question has many stars; %(limit)s of them were searched, the other words as they are typed."
    ),
    Code.TOO_FREQUENT: gettext_lazy(
        "The question asks for too much at once; these frequent forms were left out of its phrases and near pairs: "
        "%(words)s."
    ),
    Code.NARROWED_DISTANCE: gettext_lazy(
        "The question asks for too much at once; near words were searched up to a distance of %(limit)s."
    ),
    Code.DISTANCE_CUT: gettext_lazy("“%(word)s” was read with a distance of %(limit)s."),
    Code.NO_ROOT: gettext_lazy("No root is known for “%(word)s”; the word and its forms were searched."),
    Code.NO_DERIVATION: gettext_lazy("No verb form is known for “%(word)s”; the word and its forms were searched."),
}
_DATE_NAMES = {
    "from": gettext_lazy("from"),
    "to": gettext_lazy("to"),
    "year": gettext_lazy("year"),
    "month": gettext_lazy("month"),
    "day": gettext_lazy("day of any year"),
}


def notices(answer: Answer) -> list[str]:
    """Return the notices of an answer, each a sentence in the page's language."""
    found = [*answer.interpretation.question.notices, *answer.interpretation.plan.notices]
    return [*(sentence(notice) for notice in found), *_parameters(answer)]


def sentence(notice: Notice) -> str:
    """Return one notice in words."""
    values = notice.values
    limit = int(values.get("limit", 0))
    if notice.code is Code.TOO_LONG:
        text = ngettext(
            "The question was cut after %(limit)s character.", "The question was cut after %(limit)s characters.", limit
        )
    elif notice.code is Code.BRACKETS_TOO_DEEP:
        text = ngettext(
            "Brackets deeper than %(limit)s level were passed over.",
            "Brackets deeper than %(limit)s levels were passed over.",
            limit,
        )
    elif notice.code is Code.EXPANSION_CUT:
        text = ngettext(
            "“%(word)s” stands for too many forms; %(limit)s of them was searched.",
            "“%(word)s” stands for too many forms; %(limit)s of them were searched.",
            limit,
        )
    elif notice.code is Code.TERMS_CUT:
        text = ngettext(
            "The words stand for too many forms together; %(limit)s form of each was searched.",
            "The words stand for too many forms together; %(limit)s forms of each were searched.",
            limit,
        )
    else:
        text = str(_SENTENCES[notice.code])
    return text % {name: value if name == "limit" else isolated(str(value)) for name, value in values.items()}


def _parameters(answer: Answer) -> Iterable[str]:
    """Yield a sentence for each parameter of the address that could not be read or used."""
    for name, value in answer.params.unread:
        yield _("“%(value)s” could not be read as a date (%(name)s); it was left out.") % {
            "value": isolated(value),
            "name": _DATE_NAMES[name],
        }
    if answer.params.after and answer.sort != "relevance" and not answer.page.after:
        yield _("The article that the list went on after is no longer in the archive; this is its first page.")
    if not answer.filters.active_filters.withdrawn.are_all:
        yield _("Many articles were just withdrawn. Until the index is up to date, some of the numbers count them too.")
    for kind, slug in answer.filters.active_filters.unknown:
        yield _("The filter “%(name)s: %(value)s” names no record of the archive; it was left out.") % {
            "name": kind_title(kind),
            "value": isolated(slug),
        }
