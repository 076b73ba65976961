"""What `make run` does before it serves."""

from flask import Flask

from survey import create_app, db, migrations, wording
from survey.cli.demo import make_demonstration
from survey.cli.speech import say
from survey.demo import first_steps
from survey.operations import communities, staff, wish_lists


def get_ready() -> Flask:
    app = create_app()
    with app.app_context():
        migrations.upgrade()
        if not has_community():
            make_demonstration()
        show_where_to_go(app)
    return app


def has_community() -> bool:
    with db.writing() as session:
        return communities.home_community(session) is not None


def show_where_to_go(app: Flask) -> None:
    address, known = app.config["BASE_URL"], first_steps.recall()
    say(wording.SERVING, address=address)
    if known and list_is_open():
        say(wording.RESIDENTS_GO, address=f"{address}/wish", codes="、".join(known.codes))
        say(wording.RESIDENTS_FOLLOW, address=f"{address}/wish#{known.tokens[0]}")
    say(wording.ORGANISERS_GO, address=f"{address}/organiser/")
    if known and still_opens(known):
        say(wording.ORGANISERS_LOGIN, login=known.login, password=known.password)
    elif known:
        say(wording.PASSWORD_CHANGED, login=known.login)
    say(wording.STOP_SERVING, folder=app.config["DATA"])


def list_is_open() -> bool:
    with db.writing() as session:
        return wish_lists.open_wish_list(session, communities.the_community(session)) is not None


def still_opens(known: first_steps.FirstSteps) -> bool:
    with db.writing() as session:
        return staff.password_fits(staff.staff_with_login(session, known.login), known.password)
