"""Ranking and plan as tables for a spreadsheet: numbers as numbers, one heading row."""

from flask_babel import gettext as _

from survey import charts, plan_rows, release, wording
from survey.filters import money


def ranking(findings: dict, titles: dict[str, str]) -> list[list]:
    heading = [_("活动"), _("想参加的人数（约）")]
    for words in wording.results.MEASURES.values():
        heading += [words["name"], _("%(measure)s名次", measure=words["name"])]
    standings = release.standings(findings)
    ranked = charts.wanted_first(findings, standings)
    rows = [ranking_row(activity, standings[activity["id"]], findings, titles) for activity in ranked]
    return [list(map(str, heading)), *rows]


def ranking_row(activity: dict, standing: release.Standing, findings: dict, titles: dict[str, str]) -> list:
    row = [titles[activity["id"]], charts.wanted_by(findings, activity)]
    for measure in release.MEASURES:
        value = standing.values[measure]
        row += [why_none(measure, findings), None] if value is None else [round(value, 2), standing.places[measure]]
    return row


def why_none(measure: str, findings: dict) -> str:
    if measure in release.told_measures(findings):
        return _("人数太少")
    return wording.results.POINTS_FROM % {"count": money(release.ENOUGH_FOR_POINTS)}


def plan(selection: dict, titles: dict[str, str], locks: dict[str, tuple]) -> list[list]:
    chosen, left_out = plan_rows.lines(selection, titles, currency=_(" 元"), locks=locks)
    heading = [_("活动"), _("入选"), _("场次"), _("费用（元）"), _("理由"), _("居委会的理由")]
    return [heading, *(plan_row(line) for line in [*chosen, *left_out])]


def plan_row(line: plan_rows.Line) -> list:
    cost = line.cost if line.occasions else 0
    return [line.title, _("是") if line.occasions else _("否"), line.occasions, cost, line.why, line.lock_reason]
