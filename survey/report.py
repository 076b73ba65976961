"""One self-contained page about any file of ballots: the charts of the results page, and a plan within a budget."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app, render_template

from survey import findings_json, plan_rows, results_view, wording
from survey.evidence import planning, recommending
from survey.explanations import how_sure

SHEETS = ("style.css", "results.css")


@dataclass(frozen=True)
class Found:
    """What the analysis makes of a file; without a budget there is no plan."""

    reading: object
    document: dict
    titles: dict[str, str]
    plan: dict | None


def find(reading, budget) -> Found:
    ballots = reading.ballots
    found = recommending.recommended_by(ballots, budget or 0)
    document = recommending.document_of(found)
    document |= recommending.top_wishes(ballots, document, least=top_of(ballots))
    document["highest_mark"] = float(top_of(ballots))
    titles = {activity.id: activity.title for activity in ballots.activities}
    plan = planning.plan_document(ballots, found.fair, found.plain, found.flips) if budget else None
    return Found(reading, document, titles, plan)


def as_json(found: Found) -> str:
    return findings_json.shown(found.document, found.titles, found.plan)


def facts_of(found: Found) -> dict:
    """Everything the page says; without costs only a list of what is chosen."""
    ballots, document, titles = found.reading.ballots, found.document, found.titles
    return {
        **results_view.ranking_facts(document, titles, "want-share"),
        "legend": wording.results.REPORT_LEGEND if top_of(ballots) > ballots.want else (),
        "provenance": results_view.provenance(document),
        "plan": plan_facts(found) if found.plan else None,
        "has_costs": any(activity.cost != 1 for activity in ballots.activities),
        "notes": found.reading.notes,
    }


def top_of(ballots) -> float:
    """The mark drawn darker: the best that occurs."""
    return max(ballots.points.max(initial=0), ballots.want)


def plan_facts(found: Found) -> dict:
    selection, titles = found.plan, found.titles
    chosen, left_out = plan_rows.lines(selection, titles, currency="")
    comparison = plan_rows.comparison(selection, titles, "")
    return {
        "selection": selection,
        "chosen": chosen,
        "left_out": left_out,
        "comparison": comparison,
        "how_sure": {id: how_sure(share) for id, share in (found.document["robustness"] or {}).items()},
        "proportion": plan_rows.proportion(selection, titles, ""),
    }


def page(name: str, facts: dict) -> str:
    static = Path(current_app.static_folder)
    style = "\n".join((static / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
    return render_template("report.html", name=name, style=style, **facts)
