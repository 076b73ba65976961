"""What the commands take: a file of ballots, sums of money, lists of columns; and how they answer and refuse."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import wraps

import click

from analysis.ballots import InvalidBallots
from analysis.formats import Reading, Unreadable, read
from analysis.reasons import Refusal
from analysis.selection import ImpossibleLocks

ACTIVITIES = """Columns that are answers (default: all that hold only 0 to 5 or blanks). Quote a name that has a comma:
    'Pop,"Hiphop, Rap"'."""


class Refusing(click.Group):
    """What cannot be computed is a sentence and exit code 2, as what cannot be read."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except (Refusal, InvalidBallots, ImpossibleLocks) as error:
            raise refused(str(error)) from error


class Money(click.ParamType):
    name = "number"

    def convert(self, value, param, ctx):
        try:
            amount = Decimal(value)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not 0 <= amount <= 10**15:
            self.fail(f"{value} is not a number of 0 or more", param, ctx)
        return amount


class Headings(click.ParamType):
    name = "column,…"

    def convert(self, value, param, ctx):
        return [name.strip() for name in next(csv.reader([value], skipinitialspace=True))]


def ballot_file(command: Callable) -> Callable:
    """FILE and the options that say how to read a table, handed on as one Reading."""

    @click.argument("file", type=click.Path())
    @click.option("--activities", type=Headings(), help=ACTIVITIES)
    @click.option("--weight", metavar="COLUMN", help="Column that says how many people a ballot stands for.")
    @click.option("--want", type=float, help="From which mark up a cell counts as wanting it (default 2).")
    @click.option("--reverse", is_flag=True, help="1 is the best mark.")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @wraps(command)
    def with_reading(file, activities, weight, want, reverse, **others):
        options = {"activities": activities, "weight": weight, "want": want, "reverse": reverse}
        given = {name: value for name, value in options.items() if value}
        reading = read_or_refuse(file, given)
        for note in reading.notes:
            click.echo(note, err=True)
        return command(reading, **others)

    return with_reading


def print_json(reading: Reading, **facts) -> None:
    ballots = reading.ballots
    counted = {"respondents": len(ballots), "people": ballots.total_weight, "notes": [str(n) for n in reading.notes]}
    click.echo(json.dumps(facts | counted, ensure_ascii=False, default=float))


def read_or_refuse(file: str, options: dict) -> Reading:
    try:
        return read(file, watch=progress, **options)
    except Unreadable as error:
        raise refused(f"{file}: {error}") from error


def refused(sentence: str) -> click.ClickException:
    refusal = click.ClickException(sentence)
    refusal.exit_code = 2
    return refusal


def progress(rows: Iterable, length: int | None) -> Iterable:
    """A bar on a terminal when there is much to read."""
    if not sys.stderr.isatty() or (length or 0) < 50_000:
        yield from rows
        return
    with click.progressbar(rows, length=length, label="reading", file=sys.stderr) as bar:
        yield from bar
