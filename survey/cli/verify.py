import sys

import click
from flask.cli import with_appcontext

from survey import backups, closing, db, verification, wording
from survey.cli.speech import in_both, refusals_in_words, say


@click.command()
@with_appcontext
def verify() -> None:
    """Compute every fingerprint again and say what does not fit."""
    with db.reading() as session:
        checked = list(verification.checks(session))
    for sentence, facts, holds in checked:
        mark = wording.verification.HOLDS if holds else wording.verification.FAILS
        click.echo(f"{in_both(mark).replace(chr(10), ' ')}  {in_both(sentence, **facts).replace(chr(10), '  ')}")
    name_copies_left()
    failed = sum(not holds for _sentence, _facts, holds in checked)
    if failed:
        say(wording.verification.SOMETHING_FAILS, count=failed)
        sys.exit(1)
    say(wording.verification.ALL_HOLDS)


def name_copies_left() -> None:
    with db.reading() as session:
        left = closing.copies_left(session)
    for path in left:
        say(wording.copies.LEFT, path=path)
    if left:
        say(wording.copies.DESTROY_THEM, register=backups.register())


@click.command()
@with_appcontext
def resume() -> None:
    """Finish closes that were broken off, by a power cut for instance."""
    with refusals_in_words():
        resumed = closing.finish_all()
    if resumed:
        say(wording.verification.RESUMED, count=len(resumed))
    else:
        say(wording.verification.NOTHING_TO_RESUME)
    name_copies_left()
