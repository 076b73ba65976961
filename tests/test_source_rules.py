"""What must never stand in the service's source, read off its syntax trees."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[1]
SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE|DROP|ALTER|PRAGMA|VACUUM|ATTACH)\s", re.IGNORECASE
)
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
OF_A_REQUEST = {"request", "session", "form", "args", "values", "cookies", "headers", "json", "files", "data", "answer"}
# PRAGMAs know no parameters; theirs are constants.
SQL_OF_CONSTANTS = {"db.py": 3, "limit_storage.py": 1}
MARKS_THAT_PAGES_ARE_CUT_AT = {"resident/pages.py": 1}
MADE_UP_RESIDENTS = {"demo/story.py": 1}
OUR_OWN_STYLE_SHEETS = {"report.html": ["safe"]}
PARSER = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])


def faults(source: str) -> list[str]:
    tree = ast.parse(source)
    return [fault for node in ast.walk(tree) for fault in faults_of(node)] + [
        "SQL" for function in functions(tree) for node in ast.walk(function) if is_sql_put_together(node)
    ]


def functions(tree: ast.Module) -> Iterator[ast.AST]:
    """The outermost ones; what a module puts together while it is loaded holds nothing that anybody sent."""
    for node in tree.body:
        members = node.body if isinstance(node, ast.ClassDef) else [node]
        yield from (m for m in members if isinstance(m, ast.FunctionDef | ast.AsyncFunctionDef))


def is_sql_put_together(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str(begins)), *rest]):
            return bool(rest) and bool(SQL.match(begins))
        case ast.BinOp(left=ast.Constant(value=str(begins)), op=ast.Mod() | ast.Add()):
            return bool(SQL.match(begins))
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(begins)), attr="format" | "format_map")):
            return bool(SQL.match(begins))
    return False


def faults_of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from ("chance" for alias in names if alias.name.split(".")[0] in ("random", "uuid"))
        case ast.ImportFrom(module="random" | "uuid"):
            yield "chance"
        case ast.Call(func=ast.Attribute(attr="default_rng" | "RandomState" | "seed" | "uuid1")):
            yield "chance"
        case ast.Call(func=ast.Name(id="print")):
            yield "print"
        case ast.Call(func=ast.Name(id="Markup") | ast.Attribute(attr="Markup")):
            yield "markup"
        case ast.keyword(arg="autoescape") | ast.Attribute(attr="autoescape"):
            yield "autoescape"
        case ast.Call(func=ast.Attribute(attr=level), args=args) if level in LEVELS and is_log(node.func.value):
            yield from ("log" for arg in args for inner in ast.walk(arg) if name_of(inner) in OF_A_REQUEST)


def is_log(node: ast.AST) -> bool:
    return name_of(node) in ("logger", "log", "logging", "app_log")


def name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def template_faults(source: str) -> list[str]:
    tree = PARSER.parse(source)
    safe = [node for node in tree.find_all(nodes.Filter) if node.name in ("safe", "striptags")]
    return ["safe"] * len(safe) + ["autoescape"] * len(list(tree.find_all(nodes.EvalContextModifier)))


def found(kind: str) -> dict[str, int]:
    counts = {
        str(path.relative_to(ROOT / "survey")): faults(path.read_text()).count(kind)
        for path in (ROOT / "survey").rglob("*.py")
        if "migrations" not in path.parts
    }
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        ("SQL", SQL_OF_CONSTANTS),
        ("markup", MARKS_THAT_PAGES_ARE_CUT_AT),
        ("autoescape", {}),
        ("chance", MADE_UP_RESIDENTS),
        ("print", {}),
        ("log", {}),
    ],
)
def test_nothing_of_the_kind_stands_in_the_service_but_at_listed_places(kind, allowed):
    assert found(kind) == allowed


def test_no_template_lets_a_text_through_as_markup():
    counts = {path.name: template_faults(path.read_text()) for path in (ROOT / "templates").rglob("*.html")}
    assert len(counts) > 40 and {name: faults for name, faults in counts.items() if faults} == OUR_OWN_STYLE_SHEETS


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("SQL", "def f(name): run(f'SELECT * FROM slip WHERE id = {name}')"),
        ("SQL", "class A:\n def f(self): run('DELETE FROM slip WHERE id = %s' % self.name)"),
        ("SQL", "def f(name): run('select 1 from slip where id = {}'.format(name))"),
        ("SQL", "def f(name): run('SELECT 1 FROM slip ORDER BY ' + name)"),
        ("markup", "page = Markup(text)"),
        ("markup", "page = markupsafe.Markup(text)"),
        ("autoescape", "Environment(autoescape=False)"),
        ("autoescape", "app.jinja_env.autoescape = False"),
        ("chance", "import random"),
        ("chance", "from uuid import uuid1"),
        ("chance", "numpy.random.default_rng(time.time())"),
        ("print", "print('x')"),
        ("log", "current_app.logger.info('sent %s', request.form)"),
        ("log", "logger.error(f'{session}')"),
    ],
)
def test_each_fault_is_noticed(kind, source):
    assert set(faults(source)) == {kind}


@pytest.mark.parametrize("source", ["{{ wish|safe }}", "{% autoescape false %}{{ wish }}{% endautoescape %}"])
def test_each_fault_of_a_template_is_noticed(source):
    assert len(template_faults(source)) == 1


def test_what_is_put_together_while_a_module_is_loaded_is_no_fault():
    assert faults("IDS = 'id'\nROWS = f'SELECT {IDS} FROM slip'") == []
