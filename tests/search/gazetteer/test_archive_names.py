"""What words of a question name, by records, groups, months, places and sound."""

import pytest

from articles.models import Article, NameGroup, Person, Place, Status
from search.gazetteer import archive_names
from search.indexing.vocabulary import ArchiveVocabulary

pytestmark = pytest.mark.django_db


def group(*names: str) -> NameGroup:
    return NameGroup.objects.create(names=list(names))


def test_a_group_acts_at_once_in_every_direction_and_no_longer_than_it_is_there(others):
    assert others("داعش") == set()
    made = group("داعش", "تنظيم الدولة الإسلامية", "تنظيم الدولة")
    assert others("داعش") == {"تنظيم الدولة الإسلامية", "تنظيم الدولة"}
    assert others("تنظيم الدولة الاسلاميه") == {"داعش", "تنظيم الدولة"}
    made.names = ["داعش", "الدواعش"]
    made.save()
    assert others("داعش") == {"الدواعش"}
    NameGroup.objects.all().delete()
    assert others("داعش") == set()


def test_groups_follow_on_the_paths_that_change_many(others):
    NameGroup.objects.bulk_create([NameGroup(names=["أ ف ب", "فرانس برس"])])
    assert others("فرانس برس") == {"أ ف ب"}
    NameGroup.objects.update(names=["رويترز", "فرانس برس"])
    assert others("فرانس برس") == {"رويترز"}
    NameGroup.objects.get().delete()
    assert others("رويترز") == set()


def test_an_abbreviation_is_one_word_of_the_question(db, analyzer):
    group("أ ف ب", "فرانس برس")
    for typed in ("أ ف ب", "أ.ف.ب", "ا.ف.ب."):
        assert archive_names(ArchiveVocabulary()).find((typed,)).names == (("فرانس", "برس"),)


def test_the_longest_name_that_the_words_begin_with(find):
    group("داعش", "تنظيم الدولة الإسلامية", "تنظيم الدولة")
    assert find("تنظيم الدولة الإسلامية في سوريا").length == 3
    assert find("تنظيم الدولة في سوريا").length == 2
    assert find("تنظيم في الدولة") is None


def test_particles_before_a_name(others, find):
    group("داعش", "تنظيم الدولة الإسلامية")
    assert others("لداعش") == {"تنظيم الدولة الإسلامية"}
    assert others("وبتنظيم الدولة الإسلامية") == {"تنظيم الدولة الإسلامية", "داعش"}
    group("الأونروا", "وكالة غوث اللاجئين")
    assert others("للأونروا") == others("أونروا") == {"وكالة غوث اللاجئين"}
    # An ordinary word is not cut up: كمال "perfection" is not ك before a name.
    group("مال", "نقود")
    assert find("كمال") is None


def test_records_and_their_spellings(others, shown):
    assert others("قسد") == {"قوات سوريا الديمقراطية"}
    assert others("لقوات سوريا الديمقراطيه") == {"قوات سوريا الديمقراطية", "قسد"}
    assert others("عبدالفتاح السيسي") == {"عبد الفتاح السيسي", "السيسى"}
    assert "أبو بكر البغدادي" in others("أبا بكر البغدادي")


def test_a_title_stands_outside_the_name_of_a_person(others, find, shown):
    assert {"عبد الفتاح السيسي", "السيسى"} <= others("الرئيس عبد الفتاح السيسي")
    assert "عبد الفتاح السيسي" in others("للرئيس السيسي") | others("الرئيس السيسي")
    assert find("الرئيس قناة السويس") is None


def test_an_ordinary_word_is_no_other_name_of_a_record(others, find, shown):
    assert others("قناة السويس") == set()
    assert find("القناة") is None


def test_who_is_told_from_a_namesake_is_not_brought_along(others, shown):
    assert others("طرابلس الشام") == set()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_whom_only_hidden_articles_name_is_not_known(others, shown, status):
    person = Person.objects.create(name="سعاد الحسيني", other_spellings=["أم خالد الحسيني"])
    hidden = Article.objects.create(headline="سر", status=status, withdrawal="سُحب")
    hidden.people.add(person)
    assert others("سعاد الحسيني") == set()
    shown.people.add(person)
    assert "أم خالد الحسيني" in others("سعاد الحسيني")
    Person.objects.filter(pk=person.pk).update(other_spellings=["أم خالد"])
    assert others("سعاد الحسيني") == {"أم خالد"}
    person.delete()
    assert others("سعاد الحسيني") == set()


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("شباط", "فبراير"),
        ("يناير", "كانون الثاني"),
        ("كانون الثاني", "جانفي"),
        ("جويلية", "تموز"),
        ("أوت", "أغسطس"),
        ("غشت", "آب"),
        ("سوريا", "سورية"),
        ("أمريكا", "الولايات المتحدة"),
        ("الولايات المتحدة", "أميركا"),
        ("شيكاجو", "شيكاغو"),
        ("هونغ كونغ", "هونج كونج"),
        ("عبدالله", "عبد الله"),
        ("أبوظبي", "أبو ظبي"),
        ("أبو ظبي", "أبوظبي"),
        ("عبد الرحمن", "عبدالرحمن"),
    ],
)
def test_months_countries_cities_and_compounds(others, typed, other):
    assert other in others(typed)


@pytest.mark.parametrize(
    "word", ["أب", "أبواب", "تركية", "على", "السلام", "القوات", "كتاب", "ماء", "الصيف", "2019", "BBC"]
)
def test_ordinary_words_are_no_names(find, word):
    found = find(word)
    assert found is None or not found.names


@pytest.mark.parametrize("word", ["لبنان", "حلب", "مارس"])
def test_a_name_that_could_be_another_word_is_protected(find, word):
    assert find(word).protected


ORDINARY = "السلام الباب العين كتاب كمال داعش جزيرة شرق يهودي سلطان هلال أنصار تاج زهرة صدام"


@pytest.mark.parametrize("word", ORDINARY.split())
def test_no_other_word_is(find, word):
    found = find(word)
    assert found is None or not found.protected


@pytest.mark.parametrize("city", ["درعا", "مصراتة", "بعقوبة", "تبوك", "القصرين"])
def test_a_record_keeps_its_name_from_being_taken_apart(find, shown, city):
    """درعا is no "armour" with an ending, بعقوبة no "by a punishment"; before the archive has the city, who knows."""
    assert find(city) is None
    shown.places.add(Place.objects.create(name=city))
    assert find(city).protected


@pytest.mark.parametrize("city", ["صور", "العيون", "الباب"])
def test_a_word_with_nothing_before_or_behind_it_stays_the_word_too(find, shown, city):
    shown.places.add(Place.objects.create(name=city))
    found = find(city)
    assert found is None or not found.protected


def test_one_look_up_serves_all_words_of_a_stretch(django_assert_max_num_queries, analyzer, shown):
    names = archive_names(ArchiveVocabulary())
    words = ("قوات", "سوريا", "الديمقراطية", "تعلن", "عن", "غوتيريش", "في", "الباغوز")
    with django_assert_max_num_queries(3):
        for start in range(len(words)):
            names.find(words[start:])
            names.find(words[start : start + 1])
