"""An operator's terminal says everything in both languages: nobody has chosen one there."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask_babel import force_locale

from survey import wording
from survey.display import LANGUAGES
from survey.errors import Refused


def say(sentence, **facts) -> None:
    click.echo(in_both(sentence, **facts))


def in_both(sentence, **facts) -> str:
    return "\n".join(dict.fromkeys(in_language(locale, sentence, facts) for locale in LANGUAGES.values()))


def in_language(locale: str, sentence, facts: dict) -> str:
    with force_locale(locale):
        return str(sentence) % facts if facts else str(sentence)


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """A refused operation ends the command with its sentence."""
    try:
        yield
    except Refused as refused:
        raise click.ClickException(in_both(wording.refusals.REFUSALS[refused.reason], **refused.facts)) from refused
