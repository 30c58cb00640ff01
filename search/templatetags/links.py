"""Format the links that a page holds by the hundred, each in one call. Template nodes would cost several times as
much, and Django's `format_html` three times: it asks of each value whether it is escaped already. Here none is, and all
are.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from search.presenters.filters import Value
from search.presenters.search_terms import Droppable

register = template.Library()

_DROPPABLE = (
    '<li><a class="chip" href="{}"><bdi>{}</bdi>{} <span aria-hidden="true">×</span>'
    '<span class="unseen">{}</span></a></li>'
)
_COUNT = " <small>{}</small>"
_NAMED = (
    '<span class="value"><bdi{lang}>{name}</bdi></span> <span class="n">{about}<bdi dir="ltr">{number}</bdi></span></a>'
)
_HELD = '<span aria-hidden="true">×</span><span class="unseen">{does} </span>' + _NAMED
_LEAVE = '<a class="leave" href="{leave}" aria-label="{leaving} {name}" title="{leaving}">−</a>'
_CHOSEN = f'<li><a href="{{address}}" aria-current="true">{_HELD}</li>\n'
_EXCLUDED = f'<li class="excluded"><a href="{{address}}">{_HELD}</li>\n'
_HELD_TO = {"chosen": (_CHOSEN, gettext_lazy("remove")), "excluded": (_EXCLUDED, gettext_lazy("bring back"))}
_OFFERED = f'<li><a href="{{address}}">{_NAMED}{_LEAVE}</li>\n'
_ADDING = f'<li><a href="{{address}}">{_NAMED}</li>\n'


@register.simple_tag
def droppables(them: Iterable[Droppable]) -> SafeString:
    """Return forms or names of a word, each as a link to the question without it."""
    without = escape(_("search without it"))
    links = (_DROPPABLE.format(escape(it.address), escape(it.text), _small(it.count), without) for it in them)
    return SafeString("".join(links))


@register.simple_tag
def valued(values: Iterable[Value], base: str = "") -> SafeString:
    """Return values of a filter, each as a link to `base` that chooses or removes the value, and a link that excludes
    it."""
    leaving = escape(_("leave out"))
    return SafeString("".join(_valued(value, base, leaving) for value in values))


def _valued(value: Value, base: str, leaving: str) -> str:
    shape, does = _HELD_TO.get(value.state) or (_OFFERED if value.leave else _ADDING, "")
    return shape.format(
        address=escape(base + value.address),
        does=escape(str(does)),
        lang=f' lang="{escape(value.language)}"' if value.language else "",
        name=escape(value.name),
        about=escape(pgettext("before a number", "about")) + " " if value.about else "",
        number="+" * value.adds + escape(_number(value.count)),
        leave=escape(base + value.leave),
        leaving=leaving,
    )


def _small(count: int | None) -> str:
    return "" if count is None else _COUNT.format(escape(_number(count)))


def _number(count: int) -> str:
    """Return a count with thousands separators. Most counts are small and need none."""
    return str(count) if count < 1_000 else intcomma(count)
