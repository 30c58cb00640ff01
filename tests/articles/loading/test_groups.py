"""Groups of equal names travel in the record format."""

import pytest

from articles.models import KnownName, NameGroup

pytestmark = pytest.mark.django_db

LINE = {"type": "group", "names": ["داعش", "تنظيم الدولة"], "note": "عن الوكالات"}


def test_a_group_is_read_once_and_acts(run, write):
    path = write(LINE)
    run(path)
    run(path)
    group = NameGroup.objects.get()
    assert (group.names, group.note) == (LINE["names"], LINE["note"])
    assert KnownName.objects.count() == 2


def test_it_is_known_again_by_its_first_name(run, write):
    run(write(LINE))
    changed = write({"type": "group", "names": ["داعش", "الدواعش"]}, name="changed.jsonl")
    run(changed)
    assert NameGroup.objects.get().names == LINE["names"]
    run(changed, "--on-duplicate", "update")
    assert (NameGroup.objects.get().names, NameGroup.objects.get().note) == (["داعش", "الدواعش"], "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"names": ["داعش"]}, "names"),
        ({"names": "داعش، تنظيم الدولة"}, "names"),
        ({}, "names"),
        ({"names": ["داعش", "تنظيم الدولة"], "kind": "body"}, "kind"),
        ({"names": ["داعش", "تنظيم الدولة"], "note": 5}, "note"),
        ({"names": ["داعش", "تنظيم\x00الدولة"]}, "names"),
    ],
)
def test_what_is_no_group_is_refused(run, write, line, said):
    assert said in run(write({"type": "group", **line})).err
    assert not NameGroup.objects.exists()
