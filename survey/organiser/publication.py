from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from survey import db, wording
from survey.access import ORGANISER, allow
from survey.evidence import planning
from survey.operations import plans
from survey.organiser import bp
from survey.organiser.plan import load_plan


@bp.get("/lists/<int:year>/plan/publish")
@allow(ORGANISER)
def confirm_publication(year: int):
    wish_list, _activities, plan = load_plan(year)
    programmes = plans.programmes_of(db.session(), plan).values()
    held = sum(programme.occasions > 0 for programme in programmes)
    return render_template(
        "organiser/results/publish.html",
        wish_list=wish_list,
        chosen=held,
        left_out=len(programmes) - held,
        locked=sum(programme.lock is not None for programme in programmes),
    )


@bp.post("/lists/<int:year>/plan/publish")
@allow(ORGANISER)
def publish(year: int):
    wish_list, _activities, plan = load_plan(year)
    if planning.lacks_flips(plan):
        compute = planning.trial(db.session(), wish_list, plan, plan.budget, with_flips=True)
        db.let_others_write()
        compute()
        wish_list, _activities, plan = load_plan(year)
    planning.complete_plan(db.session(), wish_list=wish_list, plan=plan)
    plans.publish_plan(db.session(), wish_list=wish_list, plan=plan, by=current_user)
    flash(wording.results.PUBLISHED)
    return redirect(url_for("organiser.plan", year=year))


@bp.post("/lists/<int:year>/plan/withdraw")
@allow(ORGANISER)
def withdraw_plan(year: int):
    wish_list, _activities, plan = load_plan(year)
    plans.withdraw_plan(db.session(), wish_list=wish_list, plan=plan, by=current_user)
    flash(wording.results.WITHDRAWN)
    return redirect(url_for("organiser.plan", year=year))
