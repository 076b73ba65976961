"""python -m analysis: rank activities or select a plan from a file of ballots."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from functools import wraps

import click

from analysis.ballots import Ballots
from analysis.formats import Reading, Unreadable, read
from analysis.ranking import MEASURES, rank
from analysis.selection import COMPLETIONS, ORDERS, RULES, UTILITIES, Selection, equal_shares, greedy
from analysis.terminal import ranking_text, selection_text

ACTIVITIES = """Columns that are answers (default: all that hold only 0 to 5 or blanks). Quote a name that has a comma:
    'Pop,"Hiphop, Rap"'."""
UTILITY = "What it is worth to who wants it (default: its points, or its cost where ballots only approve)."
COMPLETION = "Equal shares: raise all shares until nothing more fits, or until the next step would overspend."


class Money(click.ParamType):
    name = "number"

    def convert(self, value, param, ctx):
        try:
            amount = Decimal(value)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
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


@click.group(context_settings={"max_content_width": 110, "help_option_names": ["-h", "--help"]})
def main():
    """Rank activities, or select a plan within a budget, from a file of ballots.

    FILE is a table (.csv, .xlsx) with a row for each response and a column for each activity, cells 0 to 5 or blank;
    or an election file (.pb). Each may be zipped (.gz).

    \b
    python -m analysis rank answers.xlsx --measure borda
    python -m analysis select election.pb.gz --completion add1 --fill
    """


@main.command("rank")
@click.option("--measure", type=click.Choice(list(MEASURES)), default="want-share", show_default=True)
@ballot_file
def rank_command(reading: Reading, measure: str, as_json: bool):
    """Rank the activities of FILE by one measure.

    \b
    python -m analysis rank answers.csv --activities 快板,太极 --measure points
    python -m analysis rank survey.csv --reverse --want 4 --json
    """
    ballots, standings = reading.ballots, rank(reading.ballots, measure)
    if as_json:
        print_json(reading, measure=measure, ranking=[asdict(standing) for standing in standings])
    else:
        click.echo(ranking_text(measure, standings, len(ballots)))


@main.command("select")
@click.option("--budget", type=Money(), help="Money for the whole plan (default: what the file says).")
@click.option("--rule", type=click.Choice(list(RULES)), default="equal-shares", show_default=True)
@click.option("--utility", type=click.Choice(UTILITIES), help=UTILITY)
@click.option("--completion", type=click.Choice(COMPLETIONS), default="none", show_default=True, help=COMPLETION)
@click.option(
    "--step",
    type=Money(),
    default="1",
    show_default=True,
    help="Equal shares: money a head in each step of a completion.",
)
@click.option("--fill", is_flag=True, help="Equal shares: spend what is left greedily.")
@click.option("--by", type=click.Choice(ORDERS), default="score", show_default=True, help="Greedy: the order.")
@click.option("--skip/--no-skip", default=True, show_default=True, help="Greedy: go on after what does not fit.")
@click.option("--threshold", type=Money(), help="Greedy: least score (default: what the file says, or 0).")
@ballot_file
def select_command(reading: Reading, budget, rule, utility, completion, step, fill, by, skip, threshold, as_json):
    """Select activities of FILE within a budget, each with its reason.

    \b
    python -m analysis select election.pb --utility cost --completion add1-overspend
    python -m analysis select answers.csv --budget 12 --fill
    python -m analysis select election.pb --rule greedy --no-skip --json
    """
    ballots, budget = reading.ballots, reading.budget if budget is None else budget
    if budget is None:
        raise click.UsageError("The file names no budget. Give one: --budget 12000")
    utility = utility or ("cost" if only_approves(ballots) and rule == "equal-shares" else "points")
    if rule == "greedy":
        least = reading.threshold if threshold is None else threshold
        selection = greedy(ballots, budget, by=by, skip=skip, threshold=least, utility=utility)
    else:
        selection = equal_shares(ballots, budget, utility=utility, completion=completion, step=step, fill=fill)
    if as_json:
        print_json(reading, **selection_facts(ballots, selection))
    else:
        click.echo(selection_text(ballots, selection))


def only_approves(ballots: Ballots) -> bool:
    return ballots.want == ballots.top


def selection_facts(ballots: Ballots, selection: Selection) -> dict:
    def candidate(activity) -> dict:
        reason = selection.reasons[activity.id]
        return {"id": activity.id, "title": activity.title, "reason": reason.code, "numbers": reason.numbers}

    return {
        "selected": list(selection.selected),
        "cost": selection.cost,
        "budget": selection.budget,
        "rule": selection.rule,
        "candidates": [candidate(activity) for activity in ballots.activities],
    }


def print_json(reading: Reading, **facts) -> None:
    ballots = reading.ballots
    counted = {"respondents": len(ballots), "people": ballots.total_weight, "notes": [str(n) for n in reading.notes]}
    click.echo(json.dumps(facts | counted, ensure_ascii=False, default=float))


def read_or_refuse(file: str, options: dict) -> Reading:
    try:
        return read(file, watch=progress, **options)
    except Unreadable as error:
        refusal = click.ClickException(f"{file}: {error}")
        refusal.exit_code = 2
        raise refusal from error


def progress(rows: Iterable, length: int | None) -> Iterable:
    """A bar on a terminal when there is much to read."""
    if not sys.stderr.isatty() or (length or 0) < 50_000:
        yield from rows
        return
    with click.progressbar(rows, length=length, label="reading", file=sys.stderr) as bar:
        yield from bar


if __name__ == "__main__":
    main(prog_name="python -m analysis")
