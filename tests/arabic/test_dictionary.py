"""What is read from the dictionaries, and what is put in order."""

import pytest

from arabic.lexicon import buckwalter, lemmas, roots
from arabic.lexicon.buckwalter import Entry


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


def test_every_root_stands_in_its_lemma_or_the_lemma_it_was_merged_into(
    entries: dict[str, list[Entry]],
) -> None:
    rooted = [entry for found in entries.values() for entry in found if entry.root]
    held = sum(roots.fits(entry.root, entry.lemma) for entry in rooted)
    assert held / len(rooted) > 0.99


@pytest.mark.parametrize("gone", ["juzur", "DarA}ib", ">uxoraY", ">uwlaY", "kuboraY", "mu&ax~arAF"])
def test_plurals_feminines_and_adverbs_take_their_lemma(entries: dict[str, list[Entry]], gone: str) -> None:
    assert gone not in entries


DERIVED = ["muHotariq", "munosalit", "{inofirAk", "taHofiyz", "mutaTAyir", "{iqotiyAd", "mugAdir"]
DERIVED += ["munoqaDiy", "tawaq~iy", "<iqoSA'", "musotafiz~", "mut~asix"]


@pytest.mark.parametrize("lemma", DERIVED)
def test_participles_and_verbal_nouns_nobody_listed(entries: dict[str, list[Entry]], lemma: str) -> None:
    assert entries[lemma][0].root


@pytest.mark.parametrize(
    ("verb", "passive"),
    [("HAkam", "Huwkim"), (">adAn", ">udiyn"), (">alogaY", ">ulogiy"), ("{iqotAd", "{uqotiyd"), ("daEA", "duEiy")],
)
def test_passives_nobody_listed(entries: dict[str, list[Entry]], verb: str, passive: str) -> None:
    assert any("Pass" in row.category and row.vocalised == passive for entry in entries[verb] for row in entry.rows)


@pytest.mark.parametrize("passive", ["kuwbir", "muwdiy", ">umiyr", "suEiy"])
def test_no_passive_that_has_the_letters_of_a_common_word(entries: dict[str, list[Entry]], passive: str) -> None:
    rows = [row for found in entries.values() for entry in found for row in entry.rows if "Pass" in row.category]
    assert passive not in {row.vocalised for row in rows}


@pytest.mark.parametrize("lemma", ["takaw~un", "munah~im", "<ivonA'"])
def test_none_that_would_take_the_uses_of_a_common_form(entries: dict[str, list[Entry]], lemma: str) -> None:
    assert lemma not in entries


@pytest.mark.parametrize("lemma", ["takofiyriy~", "{iHotijAjiy~", "ta$Arukiy~", "Hwviy~", "dAE$iy~"])
def test_relative_adjectives_nobody_listed(entries: dict[str, list[Entry]], lemma: str) -> None:
    assert lemma in entries


def test_of_nouns_seen_without_the_article_alone_none_is_made(entries: dict[str, list[Entry]]) -> None:
    assert "binotiy~" not in entries


@pytest.mark.parametrize(("lemma", "of"), [("jumohuwriy~ap", "jumohuwriy~"), ("mawojap", "mawoj"), ("jad~ap", "jad~")])
def test_a_feminine_noun_stands_apart(entries: dict[str, list[Entry]], lemma: str, of: str) -> None:
    assert entries[lemma]
    assert all(not row.category.startswith("Nap") for entry in entries[of] for row in entry.rows)


@pytest.mark.parametrize("lemma", ["ka$~Af", "qAsiy", "mumaw~ih"])
def test_adjectives_and_plurals_in_ta_stay_whole(entries: dict[str, list[Entry]], lemma: str) -> None:
    assert lemma + "ap" not in entries


@pytest.mark.parametrize(("lemma", "takes"), [("ziyAdap", True), ("<iqAmap", True), (">uwq~ap", False)])
def test_nouns_in_ta_take_at_where_no_other_word_is_spelled_so(
    entries: dict[str, list[Entry]], lemma: str, takes: bool
) -> None:
    assert any(row.category == "NAt" for entry in entries[lemma] for row in entry.rows) is takes
