from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict

import click

from analysis.commands.taking import Headings, Money, ballot_file, print_json
from analysis.formats import Reading
from analysis.ranking import MEASURES
from analysis.simulation import Rightness, Simulation, simulate
from analysis.terminal import table

_DOUBTS = {
    "FEW_SAMPLES": "{samples} samples say it only roughly; from {least} on it is clearer",
    "NOT_RAKED": "in {samples} samples the weights could not meet the totals",
    "UNKNOWN_CAUSE": "who answers depends on {stratum}, and the weights do not know it",
}


@click.command("simulate")
@click.option("--answers", type=int, required=True, help="How many answer in each sample.")
@click.option("--samples", type=int, default=200, show_default=True, help="How many samples are drawn.")
@click.option("--uneven", metavar="COLUMN", help="Who answers depends on this column (last value most readily).")
@click.option("--ratio", type=float, default=3.0, show_default=True, help="So many times as readily as the first.")
@click.option("--rake-by", type=Headings(), help="Columns whose totals the weights know.")
@click.option("--measure", type=click.Choice(list(MEASURES)), default="want-share", show_default=True)
@click.option("--budget", type=Money(), help="Also compare recommended plans at this budget.")
@click.option("--replicates", type=int, default=200, show_default=True, help="Replicate weights in each sample.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@ballot_file
def simulate_command(reading: Reading, rake_by, as_json: bool, **settings):
    """Take FILE for a whole population, draw samples, and count how often what is said of them is true.

    \b
    python -m analysis simulate hobbies.csv --answers 800 --uneven Age --rake-by Age,Sex --want 1 --budget 6
    """
    found = simulate(reading.ballots, rake_by=rake_by or (), watch=samples_bar, **settings)
    if as_json:
        print_json(reading, **asdict(found))
    else:
        click.echo(simulation_text(found))


def samples_bar(samples: Iterable) -> Iterable:
    if not sys.stderr.isatty():
        yield from samples
        return
    with click.progressbar(samples, label="samples", file=sys.stderr) as bar:
        yield from bar


def simulation_text(found: Simulation) -> str:
    heading = ["", "values held", "places held", "places wide", "same plan", "plan in common"]
    rows = [["raked", *_figures(found.weighted)], ["as they came", *_figures(found.raw)]]
    head = f"{found.samples:,} samples of {found.answers:,} from {found.population:,} (seed {found.rule['seed']}):"
    doubts = [f"Note: {_DOUBTS[doubt.code].format(**doubt.numbers)}." for doubt in found.doubts]
    lines = [head, "", table(heading, rows, left=[0]), "", f"Mean design effect {found.design_effect:.2f}.", *doubts]
    return "\n".join(lines)


def _figures(right: Rightness) -> list[str]:
    plans = [right.same_plan, right.plan_overlap]
    shown = ["–" if share is None else f"{share:.1%}" for share in plans]
    return [f"{right.values:.1%}", f"{right.ranks:.1%}", f"{right.rank_width:.2f}", *shown]
