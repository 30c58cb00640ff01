"""Records with lists that are too long are refused with key and limit, and what is beside them is loaded."""

import pytest

from articles.limits import BLOCKS, GROUP_NAMES, LINES, LINKED, SPELLINGS
from articles.loading.record_names import RecordNames
from articles.models import Article, NameGroup, Person
from tests.support.counting import calls
from tests.support.records import article

NAMES = [f"اسم رقم {number}" for number in range(50_000)]
BLOCK = {"type": "paragraph", "text": "نص"}


@pytest.mark.parametrize(
    ("record", "key", "limit"),
    [
        ({"type": "group", "names": NAMES[:5_000]}, "names", GROUP_NAMES),
        ({"type": "person", "name": "زيد", "other_spellings": NAMES}, "other_spellings", SPELLINGS),
        ({"type": "person", "name": "زيد", "other_spellings": ["(" * 1_000_000]}, "other_spellings", 200),
        ({"type": "group", "names": ["(" * 1_000_000, "(" * 1_000_000]}, "names", 200),
        (article(subjects=NAMES), "subjects", LINKED),
        (article(people="؛".join(NAMES)), "people", LINKED),
        (article(body=[BLOCK] * 200_000), "body", BLOCKS),
        (article(body="نص\n" * 200_000), "body", BLOCKS),
        (article(body=[{**BLOCK, "text": "نص\n\n" * 6_000}]), "body", BLOCKS),
        (article(body=[{**BLOCK, "text": "نص\n" * 20_000}]), "body", LINES),
        (article(lead="نص\n" * 20_000), "lead", LINES),
    ],
)
def test_too_long_a_list(record, key, limit, run, write):
    ran = run(write(record, article(2)))
    assert f"{key}:" in ran.err
    assert str(limit) in ran.err
    assert len(ran.err) < 2_000
    assert Article.objects.get().external_id == "2"
    assert not NameGroup.objects.exists()
    assert not Person.objects.exists()


def test_lists_at_their_limits_are_taken(run, write):
    person = {"type": "person", "name": "زيد", "other_spellings": NAMES[:SPELLINGS]}
    lists = {"subjects": NAMES[:LINKED], "body": [BLOCK] * BLOCKS}
    run(write({"type": "group", "names": NAMES[:GROUP_NAMES]}, person, article(**lists)))
    assert len(NameGroup.objects.get().names) == GROUP_NAMES
    assert len(Person.objects.get().other_spellings) == SPELLINGS
    made = Article.objects.get()
    assert (made.subjects.count(), len(made.blocks)) == (LINKED, BLOCKS)


def test_names_apart_by_many_spaces(run, write):
    """Searching a list for its signs takes time with its length only."""
    run(write(article(subjects="نزاعات" + " " * 3_000_000 + "| سياسة")))
    assert set(Article.objects.get().subjects.values_list("name", flat=True)) == {"نزاعات", "سياسة"}


def test_many_records_of_one_name_are_found_without_walking_over_them(db):
    def define(count: int, **slug: str) -> int:
        names = RecordNames()
        names.define("person", {"name": "زيد"}, update=False)  # ids are taken by the thousand
        return calls(lambda: [names.define("person", {"name": "زيد", **slug}, update=False) for _ in range(count)])

    assert define(800) < 2.5 * define(400)


def test_a_line_describes_the_first_record_of_its_name_that_no_line_described(run, write):
    people = [{"type": "person", "name": "زيد", "slug": slug} for slug in ("a", "b", "c")]
    run(write(*people))
    plain = {"type": "person", "name": "زيد"}
    ran = run(write({**people[1], "name_en": "Zayd"}, plain, plain, plain, plain, name="more.jsonl"))
    assert set(Person.objects.values_list("slug", flat=True)) == {"a", "b", "c", "زيد", "زيد-2"}
    assert ran.err == ""
