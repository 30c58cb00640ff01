"""What is read from the dictionaries, and what is put in order."""

import pytest

from search.analysis.lexicon import buckwalter, lemmas, roots
from search.analysis.lexicon.buckwalter import Entry


@pytest.fixture(scope="module")
def entries() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in lemmas.entries():
        found.setdefault(entry.lemma, []).append(entry)
    return found


def test_a_group_without_its_lemma_line_takes_its_first_stem() -> None:
    assert any(entry.lemma == "ra>aY" and entry.rows[0].gloss.startswith("see") for entry in buckwalter.entries())


@pytest.mark.parametrize(
    ("lemma", "root"),
    [("katab", "ktb"), ("bada>", "bd'"), ("ra>aY", "r'y"), ("qAl", "qwl"), ("mar~", "mr"), ("baHor", "bHr")],
)
def test_roots_fit_their_lemmas(entries: dict[str, list[Entry]], lemma: str, root: str) -> None:
    assert root in {entry.root for entry in entries[lemma]}


@pytest.mark.parametrize("lemma", ["tilifizoyuwn", "sAndowiyt$", "'amoriykA"])
def test_loans_and_names_have_none(entries: dict[str, list[Entry]], lemma: str) -> None:
    assert {entry.root for entry in entries.get(lemma, [])} <= {""}


def test_every_root_stands_in_its_lemma_or_the_lemma_it_was_merged_into(entries: dict[str, list[Entry]]) -> None:
    rooted = [entry for found in entries.values() for entry in found if entry.root]
    held = sum(roots.fits(entry.root, entry.lemma) for entry in rooted)
    assert held / len(rooted) > 0.99


@pytest.mark.parametrize("gone", ["juzur", "DarA}ib", ">uxoraY", ">uwlaY", "kuboraY", "mu&ax~arAF"])
def test_plurals_feminines_and_adverbs_take_their_lemma(entries: dict[str, list[Entry]], gone: str) -> None:
    assert gone not in entries


@pytest.mark.parametrize("lemma", ["muHotariq", "munosalit", "{inofirAk"])
def test_participles_and_verbal_nouns_nobody_listed(entries: dict[str, list[Entry]], lemma: str) -> None:
    assert entries[lemma][0].root
