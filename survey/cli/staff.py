import click
from flask.cli import AppGroup

from survey import db, limits, wording
from survey.cli.speech import refusals_in_words, say
from survey.operations import communities, second_steps
from survey.operations import staff as accounts
from survey.passwords import new_password

staff = AppGroup("staff", help="Accounts of the committee's staff.")


@staff.command()
@click.argument("login")
@click.option("--name", prompt="姓名 Name")
def add(login: str, name: str) -> None:
    """Add an organiser; the password is made here and shown once."""
    password = new_password()
    with refusals_in_words(), db.writing() as session:
        home = communities.the_community(session)
        accounts.add_staff(session, community=home, login=login, name=name, password=password)
    show_password(login, password)


@staff.command()
@click.argument("login")
def password(login: str) -> None:
    """Give an organiser a new password, shown once; the old one ends."""
    password = new_password()
    with refusals_in_words(), db.writing() as session:
        accounts.set_password(session, staff=accounts.staff_of_login(session, login), password=password)
    limits.forget("sign_in", login)
    show_password(login, password)


@staff.command("second-step")
@click.argument("login")
@click.option("--reset", is_flag=True, required=True, help="Take it away; the next sign-in sets it up anew.")
def second_step(login: str, reset: bool) -> None:
    """Help an organiser who has lost both telephone and spare codes."""
    with refusals_in_words(), db.writing() as session:
        second_steps.reset(session, staff=accounts.staff_of_login(session, login))
    say(wording.terminal.SECOND_STEP_RESET, login=login)


def show_password(login: str, password: str) -> None:
    say(wording.terminal.PASSWORD_ONCE, login=login, password=password)
