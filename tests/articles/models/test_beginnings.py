"""What a name may be typed by follows the name on every path."""

import pytest

from articles.models import NameBeginning, Person, Place
from articles.models.beginnings import beginnings

pytestmark = pytest.mark.django_db


def texts(record) -> set[str]:
    return set(NameBeginning.objects.filter(kind=record.kind, record_id=record.pk).values_list("text", flat=True))


def test_from_each_word_on_with_the_article_and_without_it():
    assert beginnings(["الهلال الأحمر"]) == {"الهلال احمر", "هلال احمر", "الاحمر", "احمر"}
    assert beginnings(["دِمَشْق", "Damascus"]) == {"دمشق", "damascus"}
    assert beginnings(["المانيا", "…"]) == {"المانيا", "مانيا"}
    assert {len(text) for text in beginnings(["ط" * 200])} == {80}


def test_every_way_of_naming_a_record():
    saved = Place.objects.create(name="حلب", slug="halab")
    (made,) = Place.objects.bulk_create([Place(name="حمص", slug="hims")])
    assert (texts(saved), texts(made)) == ({"حلب"}, {"حمص"})
    saved.name = "حلب الشهباء"
    saved.save()
    Place.objects.filter(pk=made.pk).update(other_spellings=["هومس"])
    assert texts(saved) == {"حلب شهباء", "الشهباء", "شهباء"}
    assert texts(made) == {"حمص", "هومس"}


def test_what_goes_takes_them_with_it():
    place, other = (Place.objects.create(name=name, slug=name) for name in ("حلب", "حمص"))
    person = Person.objects.create(pk=place.pk, name="سعاد", slug="suad")
    place.delete()
    Place.objects.filter(slug="حمص").delete()
    assert NameBeginning.objects.filter(kind="place").count() == 0
    assert other.pk and texts(person) == {"سعاد"}
