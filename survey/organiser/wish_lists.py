from datetime import datetime, time, timedelta

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from survey import clock, consent, db, wording
from survey.access import ORGANISER, allow
from survey.errors import Refused
from survey.models import WishList
from survey.operations import activities, wish_lists
from survey.organiser import bp
from survey.organiser.forms import ChangeListForm, NewListForm, choices
from survey.organiser.loading import own_community, the_list
from survey.organiser.next_step import next_step
from survey.organiser.removed import removed_from

WEEKS_OPEN = 3
CLOSING_HOUR = time(18, 0, tzinfo=clock.LOCAL)


@bp.route("/lists/new", methods=["GET", "POST"])
@allow(ORGANISER)
def new_list():
    last = next(iter(wish_lists.wish_lists_of(db.session(), own_community())), None)
    form = NewListForm(data=suggestion(last))
    form.source.choices = choices(sources(last))
    if form.validate_on_submit():
        try:
            return made(form, last)
        except Refused as refusal:
            form.year.errors = [wording.refusal(refusal)]
    return render_template("organiser/new_list.html", form=form)


def suggestion(last: WishList | None) -> dict:
    today = clock.now().astimezone(clock.LOCAL).date()
    year = max(today.year, last.year + 1 if last else 0)
    return {
        "year": year,
        "title": wording.organiser.NEW_LIST["title"] % {"year": year},
        "introduction": wording.organiser.NEW_LIST["introduction"],
        "opens_at": datetime.combine(today, time(8, 0, tzinfo=clock.LOCAL)),
        "closes_at": datetime.combine(today + timedelta(weeks=WEEKS_OPEN), CLOSING_HOUR),
        "budget": last.budget if last else None,
        "source": "last" if last else "catalogue",
    }


def sources(last: WishList | None) -> dict[str, str]:
    from_last = {"last": wording.organiser.SOURCES["last"] % {"year": last.year}} if last else {}
    return from_last | {"catalogue": wording.organiser.SOURCES["catalogue"]}


def made(form: NewListForm, last: WishList | None):
    texts_and_times = {name: form[name].data for name in wish_lists.TEXTS_AND_TIMES if name in form}
    wish_list = wish_lists.create_wish_list(
        db.session(),
        community=own_community(),
        year=form.year.data,
        by=current_user,
        **texts_and_times,
        **consent.default_consent(own_community(), form.closes_at.data),
    )
    flash(wording.organiser.LIST_MADE)
    if form.source.data == "last":
        copy_activities(last, wish_list)
        return redirect(url_for("organiser.show_list", year=wish_list.year))
    return redirect(url_for("organiser.catalogue", year=wish_list.year))


def copy_activities(last: WishList, wish_list: WishList) -> None:
    rows = [
        activities.fields_of(activity)
        for activity in wish_lists.activities_of(db.session(), last)
        if not activity.is_withdrawn
    ]
    activities.append_activities(db.session(), wish_list=wish_list, by=current_user, rows=rows)


@bp.get("/lists/<int:year>/")
@allow(ORGANISER)
def show_list(year: int):
    wish_list = the_list(year)
    listed = wish_lists.activities_of(db.session(), wish_list)
    return render_template(
        "organiser/list.html",
        wish_list=wish_list,
        activities=listed,
        cost_of_all=sum(a.cost * a.most_occasions for a in listed if not a.is_withdrawn),
        step=next_step(db.session(), wish_list, current_user),
        removed=removed_from(wish_list),
    )


@bp.route("/lists/<int:year>/change", methods=["GET", "POST"])
@allow(ORGANISER)
def change_list(year: int):
    wish_list = the_list(year)
    wish_lists.refuse_unless_draft(wish_list)
    form = ChangeListForm(obj=wish_list)
    if form.validate_on_submit():
        texts_and_times = {name: form[name].data for name in wish_lists.TEXTS_AND_TIMES}
        wish_lists.change_wish_list(db.session(), wish_list=wish_list, by=current_user, **texts_and_times)
        flash(wording.organiser.LIST_CHANGED)
        return redirect(url_for("organiser.show_list", year=year))
    return render_template("organiser/change_list.html", wish_list=wish_list, form=form)
