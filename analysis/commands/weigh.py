from __future__ import annotations

import sys
from dataclasses import asdict

import click

from analysis.commands.doubts import doubt_lines
from analysis.commands.margins import margin_option
from analysis.commands.taking import ballot_file, print_json
from analysis.formats import Reading, csv_table
from analysis.terminal import table
from analysis.weighting import BOUNDS, LEAST, Weighting, weigh

BOUND = "No ballot stands for less or more than so many times the average."
THIN = "Groups with fewer answers are joined to their neighbours."


@click.command("weigh")
@margin_option
@click.option("--bounds", type=float, nargs=2, default=BOUNDS, show_default=True, help=BOUND)
@click.option("--least", type=click.IntRange(min=1), default=LEAST, show_default=True, help=THIN)
@click.option("--write", is_flag=True, help="Print a table of the strata and the weight of each ballot, in file order.")
@ballot_file
def weigh_command(reading: Reading, margin, bounds, least, write, as_json: bool):
    """Weigh the ballots of FILE to known numbers of residents (raking).

    totals.csv has a column for each stratum and a column residents:

    \b
    building,age,residents
    1号楼,60-74,42
    1号楼,75+,18
    \b
    python -m analysis weigh answers.csv --margin building=totals.csv --margin age=totals.csv
    python -m analysis weigh answers.csv --margin building,age=totals.csv --json
    """
    weighed, weighting = weigh(reading.ballots, dict(margin), bounds=bounds, least=least)
    if write:
        strata = weighed.strata
        rows = zip(*strata.values(), (f"{w:.6f}" for w in weighting.weights), strict=True)
        csv_table.write(sys.stdout.buffer, [*strata, "weight"], rows)
    elif as_json:
        print_json(Reading(weighed, notes=reading.notes), **weighting_facts(weighting))
    else:
        click.echo(weighting_text(weighting))


def weighting_facts(weighting: Weighting) -> dict:
    facts = asdict(weighting)
    return facts | {"weights": weighting.weights.tolist()}


def weighting_text(weighting: Weighting) -> str:
    rows = [
        [
            shift.margin,
            shift.group,
            f"{shift.answers:,}",
            f"{shift.before:.1%}",
            f"{shift.after:.1%}",
            f"{shift.wanted:.1%}",
        ]
        for shift in weighting.groups
    ]
    heading = ["margin", "group", "answers", "share before", "share after", "of residents"]
    return "\n".join([table(heading, rows, left=[0, 1]), "", *_summary(weighting), *doubt_lines(weighting.doubts)])


def _summary(weighting: Weighting) -> list[str]:
    w, n = weighting.weights, len(weighting.weights)
    met = "met all totals" if weighting.converged else "did not meet all totals"
    lines = [
        f"{n:,} answers for {weighting.population:,.0f} residents, worth {weighting.effective_n:,.0f} equal ones "
        f"(design effect {weighting.design_effect:.2f}).",
        f"A ballot stands for {w.min():.2f} to {w.max():.2f} residents; {weighting.trimmed:,} lie at a bound "
        f"({weighting.bounds[0]:g} and {weighting.bounds[1]:g} times the average).",
        f"Raking {met} after {weighting.iterations} rounds.",
        *[f"{name} moved {shift:.1%} of the weight." for name, shift in weighting.shifts.items()],
    ]
    joined = [f"{c.margin}: {' + '.join(c.values)} are one group ({c.answers:,} answers)." for c in weighting.collapsed]
    return lines + joined
