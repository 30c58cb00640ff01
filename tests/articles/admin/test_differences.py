"""Two versions of a text are compared word by word, or shown as replaced where that would cost or show too much."""

import random

import pytest

from articles.admin.differences import MOST_SHOWN, differences
from articles.models import Article
from tests.support.admin_pages import change

LETTERS = "ابتثجحخدذر"
TOO_MUCH = "الاختلاف أكبر من أن يقارَن كلمة كلمة"
PAGE = 20


def drawn(dice, count, parting=" "):
    return parting.join("".join(dice.choices(LETTERS, k=2)) for _ in range(count))


def changed(dice, words, count):
    words = list(words)
    for place in dice.sample(range(len(words)), count):
        words[place] = "كلمة"
    return words


DICE = random.Random(13)
HUGE = [
    (drawn(DICE, 20_000, "\n"), drawn(DICE, 20_000, "\n")),
    (drawn(DICE, 50_000, "\n\n"), drawn(DICE, 50_000, "\n\n")),
    (drawn(DICE, 66_000), drawn(DICE, 66_000)),
    ("أ " * 100_000, "ب أ " * 50_000),
    ("أ" * 200_000, "ب" * 200_000),
    ("أ" * 200_000 + " نهاية", "أ" * 200_000 + " خاتمة"),
    ("", drawn(DICE, 66_000)),
    (" " * 200_000, "\n" * 200_000),
]


def without(kind, compared):
    return "".join(piece.text for piece in compared.pieces if piece.kind != kind)


def test_difference_is_of_words_and_leaves_out_what_is_alike():
    alike = " ".join(f"كلمة{n}" for n in range(100))
    compared = differences(f"{alike} قديم {alike}", f"{alike} جديد {alike}")
    assert [(piece.kind, piece.text.strip()) for piece in compared.pieces if piece.kind != "same"] == [
        ("removed", "قديم"),
        ("added", "جديد"),
    ]
    assert all(len(piece.text.split()) < 30 for piece in compared.pieces)
    assert not compared.is_cut
    assert differences("", "كلمة").pieces == [("added", "كلمة")]
    assert differences("كلمة", "").pieces == [("removed", "كلمة")]
    assert differences("", "").pieces == []
    assert without("removed", differences("أ ب\n\nج", "أ ب\n\nد")) == "أ ب\n\nد"


def test_the_pieces_give_both_texts():
    dice = random.Random(5)
    for _ in range(300):
        old = drawn(dice, dice.randrange(30), dice.choice((" ", "\n")))
        new = " ".join(changed(dice, old.split(" "), dice.randrange(min(4, len(old.split(" "))))))
        new = new[: dice.randrange(len(new) + 1)] + drawn(dice, dice.randrange(5))
        compared = differences(old, new)
        assert (without("added", compared), without("removed", compared)) == (old, new)


def test_scattered_changes_of_a_long_text_are_all_shown():
    dice = random.Random(7)
    words = drawn(dice, 9_000).split()
    compared = differences(" ".join(words), " ".join(changed(dice, words, 100)))
    assert not compared.is_cut
    assert sum(piece.text.count("كلمة") for piece in compared.pieces if piece.kind == "added") == 100


@pytest.mark.parametrize(("old", "new"), HUGE, ids=range(len(HUGE)))
def test_what_is_shown_of_huge_texts_is_bounded(old, new):
    assert sum(len(piece.text) for piece in differences(old, new).pieces) <= MOST_SHOWN


@pytest.mark.parametrize(("old", "new"), HUGE[:3], ids=range(3))
def test_what_differs_too_much_is_cut_to_its_ends(old, new):
    beginning, end = "بداية مشتركة ", " ونهاية"
    compared = differences(beginning + old + end, beginning + new + end)
    assert compared.is_cut
    shown = [(piece.kind, piece.text.strip()) for piece in compared.pieces]
    assert [kind for kind, _ in shown] == ["same", "removed", "added", "same"]
    assert shown[0][1] == beginning.strip()
    assert (shown[1][1][:2], shown[1][1][-2:]) == (old[:2], old[-2:])
    assert (shown[2][1][:2], shown[2][1][-2:]) == (new[:2], new[-2:])


@pytest.mark.django_db
def test_a_page_of_history_is_bounded_and_says_so(editor):
    dice = random.Random(11)
    article = Article.objects.create(headline="خبر", body=drawn(dice, 20_000))
    for _ in range(PAGE + 1):
        article.body = drawn(dice, 20_000)
        article.save()
    page = editor.get(change(article).replace("change", "history")).content.decode()
    assert page.count(TOO_MUCH) == PAGE
    assert len(page) < 100_000
