"""Whatever a person reads can be translated: no Chinese stands in code or pages outside a marked sentence."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from survey import wording

ROOT = Path(__file__).parents[1]
CHINESE = re.compile("[一-鿿]")
CHINESE_OR_ITS_SIGNS = re.compile("[\u3000-\u303f一-鿿！-～]+")
MARKS = {"_", "gettext", "lazy_gettext"}
SEAL_AND_SWITCH = {"愿", "中文"}
ON_PAPER = {wording.paper.DEMONSTRATION_ON_PAPER, *wording.paper.SLIP.values()}
# In Chinese for every reader: column names of files, words looked for in titles, what is printed or kept with a list,
# the made-up community, and the operator's questions, which stand in both languages.
KEPT_IN_CHINESE = (
    "area_table.py",
    "activity_tables.py",
    "festival_words.py",
    "consent.py",
    "print/*.py",
    "demo/*.py",
    "cli/*.py",
)

KEPT = {path for pattern in KEPT_IN_CHINESE for path in (ROOT / "survey").glob(pattern)}
PYTHON = sorted(set((ROOT / "survey").rglob("*.py")) - KEPT)
PAGES = sorted((ROOT / "templates").rglob("*.html"))


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


def unmarked_in_python(source: str) -> list[str]:
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS]
    marked = {id(text) for call in calls for text in ast.walk(call)}
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in marked | docstrings]
    return [text.value for text in texts if isinstance(text.value, str) and CHINESE.search(text.value)]


def unmarked_in_page(source: str) -> list[str]:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(source)
    calls = [call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in MARKS]
    marked = {id(text) for call in calls for text in call.find_all(nodes.Const)}
    shown = [found for text in tree.find_all(nodes.TemplateData) for found in CHINESE_OR_ITS_SIGNS.findall(text.data)]
    given = [
        text.value for text in tree.find_all(nodes.Const) if id(text) not in marked and CHINESE.search(str(text.value))
    ]
    return [text for text in shown + given if text not in SEAL_AND_SWITCH]


@each(PYTHON)
def test_a_module_marks_its_sentences(path):
    assert set(unmarked_in_python(path.read_text(encoding="utf-8"))) <= ON_PAPER


@each(PAGES)
def test_a_page_marks_its_sentences(path):
    assert unmarked_in_page(path.read_text(encoding="utf-8")) == []


def test_an_unmarked_sentence_is_found():
    assert unmarked_in_python('"""文档"""\nx = _("想参加")\ny = "都可以"') == ["都可以"]
    assert unmarked_in_page("<p>{{ _('想参加') }}：{{ name or '没有' }}</p>") == ["：", "没有"]
