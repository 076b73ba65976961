import click
from flask.cli import with_appcontext

from survey import db, migrations, wiping, wording
from survey.cli.speech import in_both, refusals_in_words, say
from survey.operations import communities
from survey.passwords import new_password


@click.command()
@with_appcontext
def demo() -> None:
    """Make 和平村社区, an invented community to try everything with."""
    migrations.upgrade()
    if has_demonstration():
        say(wording.terminal.DEMONSTRATION_EXISTS)
    else:
        make_demonstration()


def has_demonstration() -> bool:
    with db.writing() as session:
        home = communities.home_community(session)
        return bool(home and home.is_demonstration)


def make_demonstration() -> None:
    """All or nothing: one transaction."""
    from survey.demo import first_steps, story

    with refusals_in_words(), db.writing() as session:
        told = story.Story(session, password=new_password())
        with click.progressbar(
            told.tell(), length=story.STEPS, label=in_both(wording.terminal.MAKING_DEMONSTRATION)
        ) as steps:
            for _ in steps:
                pass
        session.flush()
    wiping.wipe(db.engine())
    first_steps.keep(first_steps.FirstSteps(story.LOGIN, told.password, told.codes, told.tokens))
