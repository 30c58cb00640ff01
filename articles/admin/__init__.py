"""The editors' interface: Django's admin, with the additions that a newsroom needs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import article, groups, named  # noqa: F401 - they register their models

admin.site.site_header = admin.site.site_title = _("News archive")
admin.site.index_title = _("What to work on")
