from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey import db, wording
from survey.access import ORGANISER, allow
from survey.errors import Refused
from survey.models import WishList
from survey.operations import activities, wish_lists
from survey.organiser import bp, removed
from survey.organiser.forms import ActivityForm, WithdrawForm
from survey.organiser.loading import the_activity, the_list

ACTIVITY = "/lists/<int:year>/activities/<int:activity_id>"


@bp.route("/lists/<int:year>/activities/add", methods=["GET", "POST"])
@allow(ORGANISER)
def add_activity(year: int):
    wish_list, form = the_list(year), ActivityForm()
    if form.validate_on_submit():
        try:
            activities.append_activity(db.session(), wish_list=wish_list, by=current_user, **form.fields)
            return back_to(wish_list, wording.organiser.ACTIVITY_ADDED, form.title.data)
        except Refused as refusal:
            form.title.errors = [wording.refusal(refusal)]
    return render_template("organiser/activity.html", wish_list=wish_list, form=form, activity=None)


@bp.route(f"{ACTIVITY}/change", methods=["GET", "POST"])
@allow(ORGANISER)
def change_activity(year: int, activity_id: int):
    wish_list = the_list(year)
    wish_lists.refuse_unless_draft(wish_list)
    activity = the_activity(wish_list, activity_id)
    form = ActivityForm(obj=activity)
    if form.validate_on_submit():
        try:
            activities.change_activity(
                db.session(), wish_list=wish_list, activity=activity, by=current_user, **form.fields
            )
            return back_to(wish_list, wording.organiser.ACTIVITY_CHANGED, form.title.data, anchor=activity.id)
        except Refused as refusal:
            form.title.errors = [wording.refusal(refusal)]
    return render_template("organiser/activity.html", wish_list=wish_list, form=form, activity=activity)


@bp.post(f"{ACTIVITY}/move")
@allow(ORGANISER)
def move_activity(year: int, activity_id: int):
    """`place` counts from 1, as on the page."""
    wish_list = the_list(year)
    activity = the_activity(wish_list, activity_id)
    place = request.form.get("place", type=int) or abort(400)
    activities.move_activity(db.session(), wish_list=wish_list, activity=activity, place=place - 1, by=current_user)
    return back_to(wish_list, anchor=activity.id)


@bp.post(f"{ACTIVITY}/remove")
@allow(ORGANISER)
def remove_activity(year: int, activity_id: int):
    wish_list = the_list(year)
    activity = the_activity(wish_list, activity_id)
    removed.remember(wish_list, activity)
    activities.remove_activity(db.session(), wish_list=wish_list, activity=activity, by=current_user)
    return back_to(wish_list)


@bp.post("/lists/<int:year>/activities/restore")
@allow(ORGANISER)
def restore_activity(year: int):
    wish_list = the_list(year)
    kept = removed.removed_from(wish_list) or abort(404)
    removed.forget()
    activity = activities.restore_activity(
        db.session(), wish_list=wish_list, place=kept["place"], by=current_user, **kept["fields"]
    )
    return back_to(wish_list, wording.organiser.ACTIVITY_RESTORED, activity.title, anchor=activity.id)


@bp.route(f"{ACTIVITY}/withdraw", methods=["GET", "POST"])
@allow(ORGANISER)
def withdraw_activity(year: int, activity_id: int):
    wish_list = the_list(year)
    activity, form = the_activity(wish_list, activity_id), WithdrawForm()
    if form.validate_on_submit():
        activities.withdraw_activity(
            db.session(),
            wish_list=wish_list,
            activity=activity,
            because=form.because.data,
            because_en=form.because_en.data,
            by=current_user,
        )
        return back_to(wish_list, wording.organiser.ACTIVITY_WITHDRAWN, activity.title, anchor=activity.id)
    return render_template("organiser/withdraw.html", wish_list=wish_list, form=form, activity=activity)


def back_to(wish_list: WishList, done: str = "", title: str = "", anchor: int | None = None):
    if done:
        flash(done % {"title": title})
    place = f"activity-{anchor}" if anchor else None
    return redirect(url_for("organiser.show_list", year=wish_list.year, _anchor=place))
