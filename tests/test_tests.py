"""What several tests share lies in tests/support/; a conftest.py holds fixtures and what pytest asks of it."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
FILES = {str(path.relative_to(HERE)): ast.parse(path.read_text()) for path in sorted(HERE.rglob("*.py"))}


@pytest.mark.parametrize("name", FILES)
def test_tests_import_nothing_from_one_another(name):
    nodes = [node for node in ast.walk(FILES[name]) if isinstance(node, ast.ImportFrom | ast.Import)]
    assert not [node.lineno for node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    origins = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    origins += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    assert not [origin for origin in origins if f"{origin}.".startswith("tests.") and "tests.support" not in origin]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith("conftest.py")])
def test_a_conftest_holds_fixtures(name):
    made = [node for node in FILES[name].body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    others = [node.name for node in made if not ast.unparse(node).startswith("@pytest.fixture")]
    assert [other for other in others if not other.startswith("pytest_")] == []


OF_LIBRARIES = {
    "_meta",
    "_state",
    "_default_manager",
    "_replace",
    "_make",
    "_asdict",
    "_fields",
    "_exit",
    "_clone",
}


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("support")])
def test_no_test_looks_behind_a_public_name(name):
    read = [node for node in ast.walk(FILES[name]) if isinstance(node, ast.Attribute) and node.attr.startswith("_")]
    private = {node.attr for node in read if not node.attr.startswith("__") and ast.unparse(node.value) != "self"}
    patched = {
        node.args[1].value
        for node in ast.walk(FILES[name])
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("setattr")
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
        and str(node.args[1].value).startswith("_")
    }
    assert (private | patched) - OF_LIBRARIES == set()
