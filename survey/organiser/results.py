import json

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _

from survey import (
    closing,
    closing_record,
    db,
    findings_json,
    release,
    result_tables,
    results_view,
    spreadsheets,
    years_view,
)
from survey.access import ORGANISER, allow
from survey.display import in_english
from survey.evidence.years import years_of
from survey.models import Activity, Findings, WishList
from survey.operations import findings, plans, wish_lists, wishes
from survey.operations.buildings import building_tree
from survey.organiser import bp
from survey.organiser.loading import own_community, the_list

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@bp.get("/lists/<int:year>/results")
@allow(ORGANISER)
def results(year: int):
    wish_list, activities = load(year)
    found = findings.findings_of(db.session(), wish_list)
    facts = facts_of(found, wish_list, activities) if found else {"findings": None}
    return render_template(
        "organiser/results/results.html",
        wish_list=wish_list,
        copies_left=len(closing.copies_left(db.session())),
        closing_record_lines=closing_record.lines(db.session(), wish_list),
        **facts,
    )


@bp.get("/lists/<int:year>/results.<any(xlsx, csv):ending>")
@allow(ORGANISER)
def download_results(year: int, ending: str):
    wish_list, activities = load(year)
    ranking = result_tables.ranking(found_document(wish_list), titles_of(activities))
    plan = plan_table(wish_list, activities)
    return download(f"results-{year}", ending, {_("排名"): ranking, _("计划"): plan})


@bp.get("/lists/<int:year>/plan.csv")
@allow(ORGANISER)
def download_plan(year: int):
    wish_list, activities = load(year)
    return download(f"plan-{year}", "csv", {_("计划"): plan_table(wish_list, activities)})


@bp.get("/lists/<int:year>/results.json")
@allow(ORGANISER)
def download_findings(year: int):
    wish_list, activities = load(year)
    plan = plans.plan_of(db.session(), wish_list)
    facts = findings_json.shown(found_document(wish_list), titles_of(activities), plan and json.loads(plan.document))
    return attachment(f"results-{year}", "json", facts)


def load(year: int) -> tuple[WishList, list[Activity]]:
    wish_list = the_list(year)
    return wish_list, wish_lists.activities_of(db.session(), wish_list)


def titles_of(activities: list[Activity]) -> dict[str, str]:
    return {str(activity.id): in_english(activity, "title") for activity in activities}


def facts_of(found: Findings, wish_list: WishList, activities: list[Activity]) -> dict:
    document, titles, by = json.loads(found.document), titles_of(activities), request.args.get("by")
    shown, view = results_view.chosen_view(
        document,
        titles,
        without=request.args.get("without") == release.OPEN_LINK,
    )
    return {
        **view,
        **results_view.ranking_facts(shown, titles, by if by in release.told_measures(shown) else "want-share"),
        **results_view.respondent_facts(document, building_tree(db.session(), own_community(), wish_list)),
        "since_last_year": None if view["without"] else years_view.facts(years_of(db.session(), wish_list), titles),
        "provenance": results_view.provenance(document),
        "written_wishes": wishes.count_wishes(db.session(), wish_list),
        "withdrawn": [activity for activity in activities if activity.is_withdrawn],
    }


def found_document(wish_list: WishList) -> dict:
    found = findings.findings_of(db.session(), wish_list) or abort(404)
    return json.loads(found.document)


def plan_table(wish_list: WishList, activities: list[Activity]) -> list[list]:
    plan = plans.plan_of(db.session(), wish_list) or abort(404)
    locks = plans.locks_with_reasons(db.session(), plan)
    return result_tables.plan(json.loads(plan.document), titles_of(activities), locks)


def download(name: str, ending: str, sheets: dict[str, list[list]]):
    content = (
        spreadsheets.write_xlsx(sheets) if ending == "xlsx" else spreadsheets.write_csv(next(iter(sheets.values())))
    )
    return attachment(name, ending, content)


def attachment(name: str, ending: str, content: str | bytes):
    response = make_response(content)
    response.headers["Content-Type"] = TYPES[ending]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
