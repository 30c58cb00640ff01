"""Imports run one way (docs/architecture.md): no arrow runs back, and there is no circle, wherever the import stands.

Read are all imports, those inside functions too, and the addresses that code and templates ask for by name
(`reverse("search")`, `{% url "search" %}`): a link to a page is an arrow to the package that has the page.
"""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("newsarchive", "pages", "search", "articles", "arabic")
"""The packages from the top down: each knows only what stands behind it."""

WITHIN_SEARCH: dict[str, set[str]] = {
    "search.query": set(),
    "search.lexicon": set(),
    "search.levels": set(),
    "search.metrics": set(),
    "search.models": set(),
    "search.backends": {"search.query", "search.metrics"},
    "search.indexing": {"search.query", "search.lexicon", "search.metrics", "search.models", "search.backends"},
    "search.gazetteer": {"search.query", "search.lexicon", "search.models", "search.indexing"},
    "search.retrieval": {
        "search.query",
        "search.lexicon",
        "search.levels",
        "search.models",
        "search.backends",
        "search.indexing",
        "search.gazetteer",
    },
    "search.forms": {"search.query", "search.levels", "search.retrieval"},
    "search.presenters": {"search.query", "search.levels", "search.retrieval"},
    "search": {"search"},
}
"""What a part of search/ may know of the others. The longest name that fits a module is its part."""

# These know no Django, no engine and no article.
PURE = ("arabic", "search.query")
PLAIN_DATA = ("articles.kinds",)
FRAMEWORKS = {"django", "haystack", "whoosh", "tantivy", "opensearchpy"}
# What a presenter shows was found by others.
ASKED_OF_NOBODY = ("search.backends", "search.indexing", "search.models", "search.lexicon", "django.db")
ENTRIES_OF_SEARCH = 20


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    name_of(path): path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts
}


def imports(module: str) -> Iterator[str]:
    """Yield what a module imports, wherever in it."""
    path = MODULES[module]
    parents = module.split(".") + ["__init__"] * (path.name == "__init__.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = [*parents[: -node.level], *filter(None, [node.module])] if node.level else [node.module or ""]
            yield from (".".join([*origin, name.name]) for name in node.names)


def module_of(name: str) -> str | None:
    """The module of ours that an imported name is, or lies in."""
    return name if name in MODULES else parent if (parent := name.rpartition(".")[0]) in MODULES else None


def floor_of(module: str) -> int:
    return FLOORS.index(module.partition(".")[0])


def part_of(module: str) -> str:
    return max((name for name in WITHIN_SEARCH if f"{module}.".startswith(f"{name}.")), key=len)


def is_within(module: str, names: set[str] | tuple[str, ...]) -> bool:
    return any(f"{module}.".startswith(f"{name}.") for name in names)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_arrow_runs_back(module: str) -> None:
    for name in imports(module):
        target = module_of(name)
        if target and target.partition(".")[0] in FLOORS:
            assert floor_of(target) >= floor_of(module), f"{module} may not know {name}"
            if module.startswith("search.") and target.startswith("search"):
                allowed = {part_of(module)} | WITHIN_SEARCH[part_of(module)]
                assert is_within(target, allowed), f"{module} may not know {name}"
        if is_within(module, PURE):
            assert name.partition(".")[0] not in FRAMEWORKS, f"{module} may not know {name}"
            assert not is_within(name, ("articles",)) or is_within(name, PLAIN_DATA), f"{module} may not know {name}"
        if is_within(module, ("search.presenters",)):
            assert not is_within(name, ASKED_OF_NOBODY), f"{module} may not ask {name}"


def test_there_is_no_circle() -> None:
    """A package is no module of its own here: who imports a package imports what its __init__ brings."""
    arrows = {
        module: {target for name in imports(module) if (target := module_of(name)) and target != module}
        for module in MODULES
    }
    try:
        list(TopologicalSorter(arrows).static_order())
    except CycleError as error:
        pytest.fail(f"These import one another: {' -> '.join(error.args[1])}")


def names_of_addresses(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, str]]:
    """Yield each name of an address with the package that has its view."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from names_of_addresses(pattern.url_patterns, inner)
        elif pattern.name:
            yield ":".join(filter(None, (namespace, pattern.name))), pattern.callback.__module__.partition(".")[0]


def linked(text: str) -> set[str]:
    return set(re.findall(r"""(?:reverse\(f?|\{% url )["']([\w:]+)["']""", text))


def owner(path: Path) -> str:
    """The package whose template it is: templates/<package>/, and templates/admin/articles/ of articles. All others are
    the frame of every page, which belongs to the top."""
    parts = path.relative_to(ROOT / "templates").parts
    if parts[:2] == ("admin", "articles") or parts[0] == "simple_history":
        return "articles"
    return parts[0] if parts[0] in FLOORS else FLOORS[0]


def test_no_link_runs_back() -> None:
    owners = {name: package for name, package in names_of_addresses(get_resolver().url_patterns) if package in FLOORS}
    links = [
        *((module, name) for module, path in MODULES.items() for name in linked(path.read_text(encoding="utf-8"))),
        *(
            (f"{owner(path)}.{path.name}", name)
            for path in (ROOT / "templates").rglob("*.html")
            for name in linked(path.read_text(encoding="utf-8"))
        ),
    ]
    assert {name for _, name in links} >= {"search", "help", "articles:day"}
    back = [(origin, name) for origin, name in links if name in owners and floor_of(owners[name]) < floor_of(origin)]
    assert back == []


def test_one_sees_at_a_glance_what_search_is_made_of() -> None:
    entries = [path.name for path in (ROOT / "search").iterdir() if path.name != "__pycache__"]
    assert len(entries) <= ENTRIES_OF_SEARCH, sorted(entries)
