"""A list's activities as a spreadsheet. A file is read twice: once to show what it would do, once to do it."""

import json

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from survey import activity_tables, db, spreadsheets, wording
from survey.access import ORGANISER, allow
from survey.activity_tables import Changes, Problem, Reading
from survey.errors import Refused
from survey.models import WishList
from survey.operations import activities, wish_lists
from survey.organiser import bp
from survey.organiser.forms import ActivityForm, UploadForm
from survey.organiser.loading import the_list
from survey.uploads import takes_a_file

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@bp.get("/lists/<int:year>/activities.<any(xlsx, csv):ending>")
@allow(ORGANISER)
def export_activities(year: int, ending: str):
    listed = wish_lists.activities_of(db.session(), the_list(year))
    return table_file(activity_tables.table_of(listed), f"activities-{year}", ending)


@bp.get("/activities-template.<any(xlsx, csv):ending>")
@allow(ORGANISER)
def activity_template(ending: str):
    return table_file(activity_tables.template(), "activities-template", ending)


@bp.route("/lists/<int:year>/import", methods=["GET", "POST"])
@takes_a_file
@allow(ORGANISER)
def import_activities(year: int):
    wish_list, form = the_list(year), UploadForm()
    if form.validate_on_submit():
        try:
            db.let_others_write()
            with form.table.data.stream as stream:
                return show_what_it_would_do(wish_list, form, spreadsheets.read_rows(stream))
        except Refused as refusal:
            form.table.errors = [wording.refusal(refusal)]
    return render_template("organiser/import.html", wish_list=wish_list, form=form, reading=None)


def show_what_it_would_do(wish_list: WishList, form: UploadForm, rows: list[list[str]]):
    reading, changes = read(wish_list, rows)
    return render_template(
        "organiser/import.html",
        wish_list=wish_list,
        form=form,
        reading=reading,
        changes=changes,
        rows=json.dumps(rows, ensure_ascii=False),
    )


@bp.post("/lists/<int:year>/import/store")
@takes_a_file
@allow(ORGANISER)
def store_activities(year: int):
    wish_list = the_list(year)
    reading, changes = read(wish_list, rows_sent())
    if reading.problems:
        abort(400)
    for _row, activity, fields in changes.changed:
        activities.change_activity(db.session(), wish_list=wish_list, activity=activity, by=current_user, **fields)
    added = activities.append_activities(db.session(), wish_list=wish_list, by=current_user, rows=changes.new)
    flash(wording.organiser.ACTIVITIES_IMPORTED % {"added": added, "changed": len(changes.changed)})
    return redirect(url_for("organiser.show_list", year=year))


def rows_sent() -> list[list[str]]:
    try:
        rows = json.loads(request.form["rows"])
        return [[str(cell) for cell in row] for row in rows] or abort(400)
    except (KeyError, TypeError, ValueError, RecursionError):
        abort(400)


def read(wish_list: WishList, rows: list[list[str]]) -> tuple[Reading, Changes]:
    if sum(map(any, rows)) - 1 > activities.MOST_ACTIVITIES:  # without the heading
        raise Refused("too_many_activities", most=activities.MOST_ACTIVITIES)
    reading = activity_tables.read_table(rows, read_row)
    present = wish_lists.activities_of(db.session(), wish_list)
    changes = activity_tables.changes_of(reading, present)
    if len(present) + len(changes.new) > activities.MOST_ACTIVITIES:
        raise Refused("too_many_activities", most=activities.MOST_ACTIVITIES)
    if wish_list.status != "draft":
        reading.problems += [
            Problem(number, fields["title"], wording.organiser.TABLE_PROBLEMS["frozen"])
            for number, _activity, fields in changes.changed
        ]
    return reading, changes


def read_row(texts: dict[str, str]) -> tuple[dict, dict[str, str]]:
    form = ActivityForm(MultiDict(texts), meta={"csrf": False})
    form.validate()
    return form.fields, {name: str(messages[0]) for name, messages in form.errors.items()}


def table_file(rows: list[list], name: str, ending: str) -> Response:
    content = spreadsheets.write_xlsx({_("活动"): rows}) if ending == "xlsx" else spreadsheets.write_csv(rows)
    response = Response(content, content_type=KINDS[ending])
    response.headers["Content-Disposition"] = f"attachment; filename={name}.{ending}"
    return response
