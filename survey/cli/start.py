"""What `make run` does before it serves."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask

from survey import closing, create_app, db, migrations, wording
from survey.cli.demo import make_demonstration
from survey.cli.speech import in_language, say
from survey.demo import first_steps
from survey.display import LANGUAGES
from survey.operations import communities, staff, wish_lists


def get_ready() -> Flask:
    app = create_app()
    with app.app_context():
        migrations.upgrade()
        if not has_community():
            make_demonstration()
        closing.finish_all()
        show_where_to_go(app)
    return app


def has_community() -> bool:
    with db.writing() as session:
        return communities.home_community(session) is not None


def show_where_to_go(app: Flask) -> None:
    lines = list(where_to_go(app.config["BASE_URL"], app.config["DATA"]))
    for locale in LANGUAGES.values():
        click.echo("\n".join(["", *(in_language(locale, sentence, facts) for sentence, facts in lines)]))


def where_to_go(address: str, folder: Path) -> Iterator[tuple[str, dict]]:
    known = first_steps.recall()
    yield wording.terminal.SERVING, {"address": address}
    if known and list_is_open():
        yield wording.terminal.RESIDENTS_GO, {"address": f"{address}/wish", "codes": " / ".join(known.codes)}
        yield wording.terminal.RESIDENTS_FOLLOW, {"address": f"{address}/wish#{known.tokens[0]}"}
    yield wording.terminal.ORGANISERS_GO, {"address": f"{address}/organiser/"}
    if known and still_opens(known):
        yield wording.terminal.ORGANISERS_LOGIN, {"login": known.login, "password": known.password}
    elif known:
        yield wording.terminal.PASSWORD_CHANGED, {"login": known.login}
    yield wording.terminal.STOP_SERVING, {"folder": folder}


def list_is_open() -> bool:
    with db.writing() as session:
        return wish_lists.open_wish_list(session, communities.the_community(session)) is not None


def still_opens(known: first_steps.FirstSteps) -> bool:
    with db.writing() as session:
        return staff.password_fits(staff.staff_with_login(session, known.login), known.password)


def show_how_answers_are_kept(app: Flask) -> None:
    """As the database itself says it, of a connection as every request gets one."""
    with app.app_context():
        facts = db.how_answers_are_kept()
        if facts:
            say(wording.serving.KEPT if facts["is_durable"] else wording.serving.KEPT_LESS_SAFELY, **facts)
