"""Names are the field's own, and each stands for one thing (docs/architecture.md has the glossary)."""

import ast
import io
import tokenize
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("newsarchive", "pages", "search", "articles", "arabic")
FILES = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]

# What modules were called before, each for a thing that has a usual name.
FORMER_MODULES = {
    *("asked", "asking", "refill", "narrowing", "counting", "attested", "matching", "records", "values", "paging"),
    *("meant", "nothing", "searched", "resolved", "write", "typed", "parts", "weigh", "unknown", "joined", "sound"),
    *("names", "normal", "compile", "suggestions", "beyond"),
}
FORMER_NAMES = {"Asked", "read_asked", "Refusal", "LexiconMissing", "Narrowing", "Attested", "Searched", "Resolved"}
# Django finds these by their names.
OF_DJANGO = {"Command"}


def test_no_module_has_its_former_name() -> None:
    assert [str(path.relative_to(ROOT)) for path in FILES if path.stem in FORMER_MODULES] == []


def test_nothing_has_its_former_name() -> None:
    found = [
        (str(path.relative_to(ROOT)), token.string)
        for path in FILES
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
        if token.type == tokenize.NAME and token.string in FORMER_NAMES
    ]
    assert found == []


def test_no_two_classes_share_a_name() -> None:
    places = defaultdict(set)
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name not in OF_DJANGO:
                places[node.name].add(str(path.relative_to(ROOT)))
    assert {name: sorted(paths) for name, paths in places.items() if len(paths) > 1} == {}
