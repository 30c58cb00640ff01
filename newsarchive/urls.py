"""Addresses of the archive: those of each package, and the doors."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

urlpatterns = [
    path("", include("pages.urls")),
    path("login/", LoginView.as_view(template_name="newsarchive/login.html"), name="login"),
    path("logout/", LogoutView.as_view(next_page="home"), name="logout"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("search.urls")),
    path("", include("articles.urls")),
]

handler500 = "newsarchive.errors.failed"
