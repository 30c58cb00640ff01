"""However many names there are, a question reads and compares a bounded number of them."""

import pytest

from articles.limits import GROUP_NAMES
from articles.models import NameGroup, Person
from search.gazetteer import archive_names
from search.indexing.vocabulary import ArchiveVocabulary
from tests.support.counting import calls

pytestmark = pytest.mark.django_db

WORDS = ("قال", "اسم", "رقم", "ألف", "اليوم")


def cost(find) -> int:
    """Of a question whose words hold a name; what is read once in a process was read before."""

    def ask():
        names = archive_names(ArchiveVocabulary(), [WORDS])
        for start in range(len(WORDS)):
            names.find(WORDS[start:])

    ask()
    return calls(ask)


def group(size: int) -> None:
    """A group as it could be made before groups were limited."""
    NameGroup.objects.all().delete()
    NameGroup.objects.create(names=["اسم رقم ألف", *(f"اسم رقم {n}" for n in range(1, size))])


def test_a_group_costs_by_its_names_and_not_by_their_square(find):
    costs = []
    for size in (100, 400):
        group(size)
        costs.append(cost(find))
    assert costs[1] < 5 * costs[0], costs


def test_beyond_a_number_no_further_names_are_read(find):
    costs = []
    for size in (1_000, 5_000):
        group(size)
        costs.append(cost(find))
    assert costs[1] < 1.5 * costs[0], costs


def test_a_group_from_before_the_limit_still_acts_by_each_of_its_names(others):
    group(3_000)
    assert len(others("اسم رقم ألف")) == GROUP_NAMES
    assert "اسم رقم 1" in others("اسم رقم 2999")


def test_thousands_of_owners_of_one_name(find, shown):
    costs = []
    for more in (700, 1_400):
        people = [Person(name="اسم رقم ألف", slug=f"n{more}-{n}", other_spellings=["علم آخر"]) for n in range(more)]
        shown.people.add(*Person.objects.bulk_create(people))
        costs.append(cost(find))
    assert find("اسم رقم ألف").names == (("علم", "آخر"),)
    assert costs[1] < 1.5 * costs[0], costs
