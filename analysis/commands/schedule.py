from __future__ import annotations

import json
from dataclasses import asdict

import click

from analysis.commands.schedule_text import schedule_text
from analysis.commands.taking import refused
from analysis.formats import Unreadable
from analysis.formats.programme_table import read_programmes, read_venues
from analysis.scheduling import Limits, schedule

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("schedule")
@click.argument("file", type=click.Path())
@click.option("--year", type=int, required=True, help="The year of the plan.")
@click.option("--venues", type=click.Path(), help="Table of venues: venue, seats, area, open, closed weeks, setting.")
@click.option("--most-a-week", type=int, default=2, show_default=True, help="Occasions that the team can bear.")
@click.option("--most-a-month", type=int, help="Occasions that the team can bear (default: no limit).")
@click.option("--weeks-apart", type=int, default=4, show_default=True, help="Between occasions of one activity.")
@click.option("--first", type=_DAY, help="Nothing before this day.")
@click.option("--last", type=_DAY, help="Nothing after this day.")
@click.option("--seconds", type=float, default=10.0, show_default=True, help="Then the best so far is taken.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def schedule_command(file, year, venues, most_a_week, most_a_month, weeks_apart, first, last, seconds, as_json):
    """Place the occasions of FILE on the weeks of a year, each with its reason.

    FILE is a table (.csv, .xlsx) with a row for each activity. Only the column title is needed; the others are
    occasions (1), from and to (months of its season; 11 to 2 goes across the new year), festival (春节 元宵 清明 端午
    中秋 重阳 国庆), venue (one or several that will do), weeks (ISO weeks that will do), people (expected at an
    occasion), setting (indoor, outdoor), and how many of those who want it are free: weekday-morning,
    weekday-afternoon, weekday-evening, weekend-day, weekend-evening. Headings may be in Chinese:
    活动 场次 从几月 到几月 节日 场地 周次 人数 室内室外 平日上午 …

    \b
    python -m analysis schedule programmes.csv --year 2027 --venues venues.csv --most-a-month 4
    """
    span = {name: day.date() if day else None for name, day in {"first": first, "last": last}.items()}
    limits = Limits(most_a_week=most_a_week, most_a_month=most_a_month, weeks_apart=weeks_apart, **span)
    try:
        programmes, free = read_programmes(file)
        places = read_venues(venues) if venues else []
    except Unreadable as error:
        raise refused(f"{file}: {error}" if not venues else str(error)) from error
    found = schedule(programmes, year, venues=places, free=free, limits=limits, seconds=seconds)
    click.echo(json.dumps(asdict(found), ensure_ascii=False) if as_json else schedule_text(found))
