import json

from flask import abort, redirect, render_template, request, url_for

from survey import calendar_view, charts, closing_record, db, plan_rows, release, results_view, wording
from survey.access import ANYONE, allow
from survey.display import in_english
from survey.evidence.calendar import calendar_of
from survey.models import Community, WishList
from survey.operations import communities, findings, plans, wish_lists
from survey.public import bp
from survey.small_numbers import to_five


@bp.get("/")
@allow(ANYONE)
def home():
    community = communities.home_community(db.session())
    if community and wish_lists.open_wish_list(db.session(), community):
        return redirect(url_for("resident.welcome"))
    years = community and plans.published_years(db.session(), community)
    return show_year(community, years[0]) if years else render_template("public/home.html", community=community)


@bp.get("/year/<int:year>")
@allow(ANYONE)
def year(year: int):
    return show_year(communities.home_community(db.session()) or abort(404), year)


@bp.get("/year/<int:year>/calendar")
@allow(ANYONE)
def calendar(year: int):
    wish_list = published_list(communities.home_community(db.session()) or abort(404), year)
    activities = wish_lists.activities_of(db.session(), wish_list)
    schedule = calendar_of(db.session(), wish_list, plans.plan_of(db.session(), wish_list))
    return render_template("public/calendar.html", wish_list=wish_list, **calendar_view.facts(schedule, activities))


@bp.get("/promises")
@allow(ANYONE)
def promises():
    community = communities.home_community(db.session())
    open_list = community and wish_lists.open_wish_list(db.session(), community)
    return render_template(
        "public/promises.html",
        community=community,
        who_sees=wording.promises.WHO_SEES,
        key_sha256=open_list and open_list.key_sha256,
        year=open_list and open_list.year,
    )


def published_list(community: Community, year: int) -> WishList:
    if year not in plans.published_years(db.session(), community):
        abort(404)
    return wish_lists.wish_list_of_year(db.session(), community, year)


def show_year(community: Community, year: int):
    wish_list = published_list(community, year)
    return render_template(
        "public/year.html",
        community=community,
        wish_list=wish_list,
        other_years=[other for other in plans.published_years(db.session(), community) if other != year],
        **published_facts(wish_list),
    )


def published_facts(wish_list: WishList) -> dict:
    activities = wish_lists.activities_of(db.session(), wish_list)
    titles = {str(activity.id): in_english(activity, "title") for activity in activities}
    icons = {str(activity.id): activity.icon for activity in activities}
    plan = plans.plan_of(db.session(), wish_list)
    document = json.loads(findings.findings_of(db.session(), wish_list).document)
    selection = json.loads(plan.document)
    locks = plans.locks_with_reasons(db.session(), plan)
    shown, view = results_view.chosen_view(
        document,
        titles,
        without=request.args.get("without") == release.OPEN_LINK,
    )
    chosen, left_out = plan_rows.lines(selection, titles, currency=wording.results.YUAN, locks=locks, icons=icons)
    return {
        **view,
        "plan": plan,
        "selection": selection,
        "chosen": chosen,
        "left_out": left_out,
        "withdrawn": [activity for activity in activities if activity.is_withdrawn],
        "respondents": to_five(document["respondents"]),
        "reach": charts.reached(selection["reach"], selection["respondents"]),
        "ranking": charts.ranking(shown, titles),
        "is_corrected": bool(shown.get("weighting")),
        "legend": wording.results.LEGEND,
        "closing_record_lines": closing_record.lines(db.session(), wish_list),
    }
