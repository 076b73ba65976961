"""docs/security.md names a test for every threat, and each of these tests exists."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENT = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", DOCUMENT)))
ROWS = {
    row[1].split()[0].rstrip(","): row[0]
    for row in re.finditer(r"^\| (\S.*?) \|.*$", DOCUMENT, flags=re.MULTILINE)
    if row[1] not in ("#", "---")
}
WITHOUT_A_TEST = {"T15", "F7"}


def names_in(path: str) -> set[str]:
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("path", sorted({path for path, _test in NAMED}))
def test_every_test_that_is_named_exists(path):
    assert {test for named, test in NAMED if named == path} - names_in(path) == set()


@pytest.mark.parametrize("threat", [*(f"T{number}" for number in range(1, 24)), *(f"F{n}" for n in range(1, 13))])
def test_every_threat_and_fault_has_a_test_beside_it(threat):
    assert ("`tests/" in ROWS[threat]) != (threat in WITHOUT_A_TEST)


def test_nothing_else_is_named_that_looks_like_a_test():
    assert len(re.findall(r"`tests/", DOCUMENT)) - 1 == len(re.findall(r"`tests/[\w/]+\.py::\w+`", DOCUMENT))
