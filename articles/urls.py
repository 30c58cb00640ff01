"""URLs of the browse pages: by date, and by each kind of named record."""

from django.urls import path, register_converter

from articles import views
from articles.converters import KindConverter, UnicodeSlugConverter

register_converter(KindConverter, "kind")
register_converter(UnicodeSlugConverter, "unicode_slug")

app_name = "articles"
urlpatterns = [
    path("dates/", views.dates, name="dates"),
    path("dates/undated/", views.undated, name="undated"),
    path("dates/<int:year>/", views.year, name="year"),
    path("dates/<int:year>/<int:month>/", views.month, name="month"),
    path("dates/<int:year>/<int:month>/<int:day>/", views.day, name="day"),
    path("<kind:kind>/", views.named_list, name="named_list"),
    path("<kind:kind>/<unicode_slug:slug>/", views.named, name="named"),
]
