import gzip
import logging
import re

import pytest
from importlinter.cli import lint_imports

from survey import db
from survey.models.kinds import ROLES


@pytest.fixture
def loggers_stay_on():
    """The linter switches every logger off that it finds."""
    on = [logger for logger in logging.root.manager.loggerDict.values() if getattr(logger, "disabled", True) is False]
    yield
    for logger in on:
        logger.disabled = False


def test_the_arrows_between_packages_hold(loggers_stay_on):
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == 0


def test_every_route_says_who_may_open_it(app):
    undeclared = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and not getattr(app.view_functions[rule.endpoint], "roles", None)
    ]
    assert undeclared == []


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get("/organiser/").headers["Location"] == "/staff/sign-in"
    assert set(ROLES) == {"organiser", "enumerator"}


def test_models_and_migrations_agree(app):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    with app.app_context(), db.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_migrated_database_has_every_check_and_keeps_no_order_of_rows(app, tmp_path):
    from sqlmodel import SQLModel

    afresh = db.make_engine(f"sqlite:///{tmp_path / 'afresh.sqlite3'}")
    SQLModel.metadata.create_all(afresh)
    with app.app_context():
        assert constraints(db.engine()) == constraints(afresh)
    assert {"slip", "slip_serial", "response", "final_response", "wish"} <= {
        table for table, words in constraints(afresh).items() if "WITHOUT ROWID" in words
    }
    afresh.dispose()


def constraints(engine) -> dict[str, list[str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
    with engine.connect() as connection:
        tables = dict(connection.exec_driver_sql(query).all())
    pattern = r'CONSTRAINT "?(\w+)|(IN \([^)]*\))|(WITHOUT ROWID)'
    return {name: sorted("".join(found) for found in re.findall(pattern, sql)) for name, sql in tables.items()}


def test_sqlite_keeps_what_it_acknowledged(app):
    with app.app_context(), db.engine().connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() >= 2
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_page_is_chinese_first_and_names_its_language(client, community):
    page = client.get("/").text
    assert 'lang="zh-Hans"' in page and "现在没有正在收集的心愿清单" in page


def test_every_answer_forbids_foreign_and_inline_code(client, community):
    for path in ("/", "/no-such-page", "/staff/sign-in"):
        assert "script-src 'self'" in client.get(path).headers["Content-Security-Policy"]


def test_style_sheet_scripts_and_icons_go_out_compressed_to_who_reads_that(client):
    for name in ("style.css", "resident.js", "icons.svg"):
        plain = client.get(f"/static/{name}", buffered=True)
        packed = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}, buffered=True)
        assert gzip.decompress(packed.data) == plain.data and len(packed.data) < len(plain.data) / 2
        assert "accept-encoding" in packed.vary
        again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
        assert client.get(f"/static/{name}", headers=again, buffered=True).status_code == 304


def test_every_template_compiles(app):
    assert [app.jinja_env.get_template(name).name for name in app.jinja_env.list_templates()] != []
