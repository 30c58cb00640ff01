"""URLs of home, the article, help and the sitemap."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap as sitemap_section
from django.urls import path, register_converter

from pages import views
from pages.sitemaps import SITEMAPS


class PublicIdConverter:
    """URL converter: a public identifier of ten characters, as articles.models creates it."""

    regex = "[0-9a-hjkmnp-tv-z]{10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicIdConverter, "public_id")

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<public_id:public_id>/", views.article, name="permanent"),
    path("articles/<public_id:public_id>/<str:slug>/", views.article, name="article"),
    path("help/", views.help_page, name="help"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap_index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap_section, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
