from __future__ import annotations

from dataclasses import asdict

import click

from analysis.commands.taking import Headings, Money, ballot_file, print_json
from analysis.formats import Reading
from analysis.selection import UTILITIES, proportionality
from analysis.terminal import neglected_text

SELECTED = "Activities of the plan, once for each occasion (default: what the file says was funded)."


@click.command("check")
@click.option("--selected", type=Headings(), help=SELECTED)
@click.option("--budget", type=Money(), help="Money for the whole plan (default: what the file says).")
@click.option("--utility", type=click.Choice(UTILITIES), default="cost", show_default=True, help="What one is worth.")
@ballot_file
def check_command(reading: Reading, selected, budget, utility: str, as_json: bool):
    """Check whether a plan for FILE leaves a group without what its shares of the budget would pay.

    \b
    python -m analysis check answers.csv --selected 快板,太极 --budget 6
    python -m analysis check election.pb --json
    """
    budget = reading.budget if budget is None else budget
    selected = reading.funded if selected is None else selected
    if budget is None:
        raise click.UsageError("The file names no budget. Give one: --budget 12000")
    if not selected:
        raise click.UsageError("The file names no plan. Give one: --selected ID,ID")
    found = proportionality(reading.ballots, selected, budget, utility=utility)
    if as_json:
        print_json(reading, holds=found.holds, **asdict(found))
    else:
        click.echo(neglected_text(reading.ballots, found))
