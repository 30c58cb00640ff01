"""Which release of the archive this is, for the editors' pages."""

from django import template

from newsarchive.version import VERSION

register = template.Library()


@register.simple_tag
def archive_version() -> str:
    """Return the version of the archive."""
    return VERSION
