"""URLs of the archive: those of each package, plus login, logout, the admin and the language choice."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("pages.urls")),
    path("login/", LoginView.as_view(template_name="newsarchive/login.html"), name="login"),
    path("logout/", LogoutView.as_view(next_page="home"), name="logout"),
    path("admin/", admin.site.urls),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("", include("search.urls")),
    path("", include("articles.urls")),
]

handler500 = "newsarchive.errors.failed"
