import click
from flask.cli import with_appcontext

from survey import db, wording
from survey.cli.speech import refusals_in_words, say
from survey.cli.staff import show_password
from survey.operations import communities, staff
from survey.passwords import new_password


@click.command()
@click.option("--name", prompt="社区名称 Name of the community, as in 和平村社区")
@click.option("--name-en", prompt="英文名称 Name in English (may stay empty)", default="", show_default=False)
@click.option("--contact", prompt="居民有疑问找谁 Whom residents may ask")
@click.option("--phone", prompt="联系电话 Telephone")
@click.option("--login", prompt="负责人登录用的账号 Login of the first organiser")
@with_appcontext
def community(name: str, name_en: str, contact: str, phone: str, login: str) -> None:
    """Set up a real committee with its first organiser."""
    password = new_password()
    with refusals_in_words(), db.writing() as session:
        home = communities.set_up_community(
            session, name=name, name_en=name_en, contact_name=contact, contact_phone=phone
        )
        staff.add_staff(session, community=home, login=login, name=contact, password=password)
    say(wording.terminal.COMMUNITY_READY, name=name)
    show_password(login, password)
