"""When the plan's activities would be held: a proposal of weeks."""

from flask import abort, render_template
from flask_babel import gettext as _

from survey import calendar_files, calendar_view, clock, db, spreadsheets
from survey.access import ORGANISER, allow
from survey.evidence.calendar import calendar_of
from survey.operations import plans
from survey.organiser import bp
from survey.organiser.results import attachment, load


@bp.get("/lists/<int:year>/calendar")
@allow(ORGANISER)
def calendar(year: int):
    wish_list, facts = facts_of(year)
    return render_template("organiser/results/calendar.html", wish_list=wish_list, **facts)


@bp.get("/lists/<int:year>/calendar.ics")
@allow(ORGANISER)
def download_calendar(year: int):
    name = _("%(year)s年活动日历", year=year)
    content = calendar_files.ics(occasions_of(year), year=year, made_at=clock.now(), name=name)
    return attachment(f"calendar-{year}", "ics", content)


@bp.get("/lists/<int:year>/calendar.csv")
@allow(ORGANISER)
def download_calendar_table(year: int):
    content = spreadsheets.write_csv(calendar_files.table(occasions_of(year)))
    return attachment(f"calendar-{year}", "csv", content)


def occasions_of(year: int) -> list:
    _wish_list, facts = facts_of(year)
    return [one for month in facts.get("months", ()) for one in month["occasions"]] or abort(404)


def facts_of(year: int) -> tuple:
    wish_list, activities = load(year)
    plan = plans.plan_of(db.session(), wish_list)
    if not plan:
        return wish_list, {"plan": None}
    schedule = calendar_of(db.session(), wish_list, plan)
    return wish_list, {"plan": plan, **calendar_view.facts(schedule, activities)}
