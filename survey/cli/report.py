import csv
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from survey import report as reports
from survey import wording
from survey.cli.speech import in_both
from survey.display import LANGUAGES


class Headings(click.ParamType):
    name = "column,…"

    def convert(self, value, _parameter, _context):
        return [name.strip() for name in next(csv.reader([value], skipinitialspace=True))]


class Money(click.ParamType):
    name = "number"

    def convert(self, value, parameter, context):
        try:
            amount = Decimal(value)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
            self.fail(in_both(wording.results.BUDGET_NOT_A_NUMBER), parameter, context)
        return amount


class Refusal(click.ClickException):
    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--budget", type=Money(), help="Money for the plan (default: what the file says).")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default="report.html", show_default=True
)
@click.option(
    "--activities",
    type=Headings(),
    help="Columns that are answers, with commas between (default: all with only 0 to 5).",
)
@click.option("--weight", metavar="COLUMN", help="Column that says how many people a ballot stands for.")
@click.option("--want", type=float, help="From which mark up a cell counts as wanting it (default 2).")
@click.option("--reverse", is_flag=True, help="1 is the best mark.")
@click.option("--lang", type=click.Choice(tuple(LANGUAGES)), default="zh", help="Language of the page.")
@with_appcontext
def report(file: Path, budget: Decimal | None, output: Path, lang: str, **reading_options) -> None:
    """Write one self-contained page about a file of ballots, or its figures (-o FILE.json, docs/findings.schema.json).

    \b
    flask --app wsgi report election.pb --budget 500000 -o report.html
    flask --app wsgi report survey.csv --budget 8 --reverse --want 4 -o report.html
    flask --app wsgi report election.pb -o findings.json
    """
    with click.progressbar(length=3, label=in_both(wording.results.MAKING_REPORT), file=sys.stderr) as bar:
        reading = read(file, reading_options)
        bar.update(1)
        with current_app.test_request_context(query_string={"lang": lang}):
            found = reports.find(reading, reading.budget if budget is None else budget)
            is_json = output.suffix == ".json"
            written = reports.as_json(found) if is_json else reports.page(file.name, reports.facts_of(found))
        bar.update(1)
        write(output, written)
        bar.update(1)
    click.echo(output)


def read(file: Path, options: dict):
    from analysis.formats import Unreadable
    from analysis.formats import read as read_ballots

    given = {name: value for name, value in options.items() if value}
    try:
        return read_ballots(file, **given)
    except Unreadable as fault:
        raise Refusal(str(fault)) from fault
    except TypeError as fault:
        raise Refusal(in_both(wording.results.OPTIONS_FOR_TABLES_ONLY)) from fault


def write(output: Path, page: str) -> None:
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as fault:
        raise Refusal(in_both(wording.results.CANNOT_WRITE, file=output)) from fault
