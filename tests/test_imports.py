"""Imports run one way: each package knows only what lies below it (docs/architecture.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("newsarchive", "search", "articles", "arabic")

# What a package may import of the project, beside itself. The longest name that fits a module is its package.
MAY_KNOW = {
    "arabic": set(),
    "search.query": {"arabic"},
    "articles": {"arabic"},
    "search.lexicon": {"arabic"},
    "search.models": {"arabic"},
    "search.metrics": set(),
    "search.backends": {"arabic", "search.query", "search.metrics"},
    "search.indexing": {
        "articles",
        "arabic",
        "search.query",
        "search.lexicon",
        "search.metrics",
        "search.models",
        "search.backends",
    },
    "search.gazetteer": {
        "articles",
        "arabic",
        "search.query",
        "search.lexicon",
        "search.models",
        "search.indexing",
    },
    "search": {"arabic", "articles", "search"},
    "newsarchive": {"arabic", "articles", "search"},
}
NO_DJANGO = ("arabic", "search.query")
ENGINES = {"whoosh", "haystack"}


def modules() -> Iterator[tuple[str, Path]]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def imported(module: str, path: Path) -> Iterator[str]:
    parents = module.split(".") + ["__init__"] * (path.name == "__init__.py")
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = [*parents[: -node.level], *filter(None, [node.module])] if node.level else [node.module or ""]
            yield from (".".join([*origin, name.name]) for name in node.names)


def package_of(module: str) -> str:
    return max((name for name in MAY_KNOW if f"{module}.".startswith(f"{name}.")), key=len)


def within(module: str, names: set[str]) -> bool:
    return any(f"{module}.".startswith(f"{name}.") for name in names)


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_no_arrow_runs_back(module, path):
    package = package_of(module)
    allowed = {package} | MAY_KNOW[package]
    for name in imported(module, path):
        if name.partition(".")[0] in APPS:
            assert within(name, allowed), f"{module} may not know {name}"
        if package in NO_DJANGO:
            assert name.partition(".")[0] not in ENGINES | {"django"}, f"{module} may not know {name}"
