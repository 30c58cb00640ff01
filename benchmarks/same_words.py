"""The section of docs/quality.md about which words are taken for the same."""

from pathlib import Path

from arabic import Analyzer
from benchmarks import levels, pairwise
from benchmarks.errors import holds, kinds, rooted
from benchmarks.pairwise import Judged, Level
from benchmarks.report import Cell, table
from benchmarks.treebank import CONTENT, Item, items, sentences, vocalised

KEY, STOCK = "lemma key", "light10"

TEXT = """## Which words are the same

{treebank}, {sentences:,} sentences. A form is a written word with its particles and pronouns; it counts where one
content word (noun, verb, adjective, name, adverb) is in it. Over all pairs of the {items:,} distinct (form, gold
lemma), both without harakat and folded: two forms are taken for the same where they share a key, and are the same
where their gold lemmas agree. Precision is the share of right pairs among those taken, recall that of taken pairs among
the right ones, F1 their harmonic mean. Forms are read without context. What is drawn anew is gold lemmas, each with all
its forms. The lexicon's constants were chosen on the first 500 sentences of Arabic-PUD.

{unvocalised}
`lemma key` is what the index stores; below it stand a more timid and a bolder use of the same readings, and keys with
harakat. The levels are as questions ask them, one form of a pair typed, the other in the text. Forms that differ in
spelling alone are one form here, so that the levels of letters have next to nothing left to find.

### Gold lemmas with harakat

The same, but شاهَد "see" and شاهِد "witness" are two lemmas ({vocalised_items:,} pairs), as they are to the treebank.

{vocalised}
### Halves and parts of speech

Every other sentence, each half by itself; then pairs within one part of speech.

{halves}
{classes}
### Errors of the lemma key

{errors}
Of {rooted:,} lemmas of the treebank that have a root, {held:,} hold its strong consonants in order.
"""


def section(treebank: Path, analyzer: Analyzer) -> str:
    """Measure and return the section."""
    text = sentences(treebank)
    plain, voiced = items(text), items(text, vocalised)
    lemma = pairwise.found(plain, levels.indexed(analyzer)[KEY])
    roots = rooted(analyzer, plain)
    return TEXT.format(
        treebank=treebank.name,
        sentences=len(text),
        items=len(plain),
        unvocalised=_systems(plain, analyzer),
        vocalised_items=len(voiced),
        vocalised=_systems(voiced, analyzer),
        halves=_parts({"one half": items(text[::2]), "the other": items(text[1::2])}, analyzer),
        classes=_parts({name: [item for item in plain if item.pos == name] for name in CONTENT}, analyzer),
        errors=table(("pairs", "number"), sorted(kinds(plain, lemma, analyzer).items())),
        rooted=len(roots),
        held=sum(holds(*pair) for pair in roots),
    )


def _judged(forms: list[Item], analyzer: Analyzer) -> dict[str, Judged]:
    """Judge every system on the same items, the stock stemmers first."""
    systems: dict[str, Level] = {
        **levels.stemmed(),
        **levels.indexed(analyzer),
        **levels.asked(analyzer, [item.form for item in forms]),
    }
    return {name: pairwise.judged(forms, pairwise.found(forms, level)) for name, level in systems.items()}


def _systems(forms: list[Item], analyzer: Analyzer) -> str:
    judged = _judged(forms, analyzer)
    rows: list[list[Cell]] = [
        [name, *pairwise.measured(one), "" if name == STOCK else pairwise.gain(one, judged[STOCK])]
        for name, one in judged.items()
    ]
    return table(("", "precision", "recall", "F1", f"F1 over {STOCK}"), rows)


def _parts(parts: dict[str, list[Item]], analyzer: Analyzer) -> str:
    key, stock = levels.indexed(analyzer)[KEY], levels.stemmed()[STOCK]
    rows: list[list[Cell]] = []
    for name, forms in parts.items():
        own, other = (pairwise.judged(forms, pairwise.found(forms, level)) for level in (key, stock))
        rows.append([name, len(forms), *pairwise.point(own), pairwise.point(other)[2]])
    return table(("", "forms", "precision", "recall", "F1", f"F1 of {STOCK}"), rows)
