"""The options that say what is known of all residents, and the weighing that follows."""

from __future__ import annotations

import csv
from collections.abc import Callable

import click

from analysis.formats import Unreadable
from analysis.formats.totals import read_totals

MARGIN = """Known totals, for raking: the column (or columns, crossed) that FILE and the table of totals share, and the
    table (.csv, .xlsx), which also has a column residents. Can be given several times."""


class MarginType(click.ParamType):
    """``age=totals.csv`` or ``building,age=totals.csv`` as (names, totals)."""

    name = "column,…=file"

    def convert(self, value, param, ctx):
        names, equals, path = value.rpartition("=")
        columns = [name.strip() for name in next(csv.reader([names], skipinitialspace=True), [])]
        if not (equals and path and all(columns)):
            self.fail(f"{value!r} names no column and table. Write it like age=totals.csv", param, ctx)
        try:
            return (columns[0] if len(columns) == 1 else tuple(columns)), read_totals(path, columns)
        except Unreadable as error:
            self.fail(f"{path}: {error}", param, ctx)


def margin_option(command: Callable) -> Callable:
    """``--margin``, given as ``margin``: a tuple of (names, totals)."""
    return click.option("--margin", type=MarginType(), multiple=True, help=MARGIN)(command)
