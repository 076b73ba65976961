"""One self-contained page about any file of ballots: the charts of the results page, and a plan within a budget."""

from pathlib import Path

from flask import current_app, render_template

from survey import plan_rows, results_view, wording
from survey.evidence import planning, recommending

SHEETS = ("style.css", "results.css")


def facts_of(reading, budget) -> dict:
    """Everything the page says. Without a budget there is no plan, without costs only a list of what is chosen."""
    ballots = reading.ballots
    found = recommending.recommended_by(ballots, budget or 0)
    document = recommending.document_of(found)
    document |= recommending.top_wishes(ballots, document, least=top_of(ballots))
    document["highest_mark"] = float(top_of(ballots))
    titles = {activity.id: activity.title for activity in ballots.activities}
    plan = planning.plan_document(ballots, found.fair, found.plain, found.flips)
    return {
        **results_view.ranking_facts(document, titles, "want-share"),
        "legend": wording.results.REPORT_LEGEND if top_of(ballots) > ballots.want else (),
        "provenance": results_view.provenance(document),
        "plan": plan_facts(plan, titles) if budget else None,
        "has_costs": any(activity.cost != 1 for activity in ballots.activities),
        "notes": reading.notes,
    }


def top_of(ballots) -> float:
    """The mark drawn darker: the best that occurs."""
    return max(ballots.points.max(initial=0), ballots.want)


def plan_facts(selection: dict, titles: dict[str, str]) -> dict:
    chosen, left_out = plan_rows.lines(selection, titles, currency="")
    comparison = plan_rows.comparison(selection, titles, "")
    return {"selection": selection, "chosen": chosen, "left_out": left_out, "comparison": comparison}


def page(name: str, facts: dict) -> str:
    static = Path(current_app.static_folder)
    style = "\n".join((static / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
    return render_template("report.html", name=name, style=style, **facts)
