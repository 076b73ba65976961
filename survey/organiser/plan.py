"""The year's plan: what the analysis recommends, and what the committee makes of it."""

import json
from collections.abc import Callable
from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey import db, explanations, plan_rows, wording
from survey.access import ORGANISER, allow
from survey.charts import reached
from survey.errors import Refused
from survey.evidence import planning
from survey.models import Activity, Plan, Programme, WishList
from survey.operations import plans
from survey.organiser import bp
from survey.organiser.plan_forms import BudgetForm, LockForm
from survey.organiser.results import found_document, load, titles_of

PAGE = "organiser/results/plan.html"
FRAGMENT = "organiser/results/selection.html"
# The slider's end: what three times the money would do is the most that anybody tries out.
TIMES_THE_BUDGET = 3
LEAST_END = 10_000


@bp.get("/lists/<int:year>/plan")
@allow(ORGANISER)
def plan(year: int):
    wish_list, activities = load(year)
    plan = plans.plan_of(db.session(), wish_list)
    if not plan:
        return render_template(PAGE, wish_list=wish_list, plan=None)
    form = BudgetForm(request.args, meta={"csrf": False})
    asked = "budget" in request.args and form.validate()
    return show(wish_list, activities, plan, budget=form.budget.data if asked else plan.budget, budget_form=form)


@bp.post("/lists/<int:year>/plan/budget")
@allow(ORGANISER)
def save_budget(year: int):
    wish_list, activities, plan = load_plan(year)
    form = BudgetForm()
    if not form.validate():
        return show(wish_list, activities, plan, budget=plan.budget, budget_form=form), 422
    decide(year, lambda plan: plans.set_budget(db.session(), plan=plan, budget=form.budget.data, by=current_user))
    return done(year, wording.results.SAVED_BUDGET)


@bp.post("/lists/<int:year>/plan/activities/<int:activity_id>/lock")
@allow(ORGANISER)
def lock(year: int, activity_id: int):
    wish_list, activities, plan = load_plan(year)
    plans.refuse_if_published(plan)
    form = LockForm(prefix=f"a{activity_id}-")
    if not form.validate():
        return show(wish_list, activities, plan, budget=plan.budget, lock_form=form), 422
    try:
        decide(year, partial(lock_programme, activity_id, form))
        return done(year, wording.results.SAVED_LOCK, activity_id)
    except Refused as refusal:
        db.let_others_write()
        form.reason.errors = [wording.refusal(refusal)]
        wish_list, activities, plan = load_plan(year)
        return show(wish_list, activities, plan, budget=plan.budget, lock_form=form), 409


def lock_programme(activity_id: int, form: LockForm, plan: Plan) -> None:
    programme = the_programme(plan, activity_id)
    lock, reason = form.lock.data, form.reason.data
    plans.lock_programme(db.session(), programme=programme, plan=plan, lock=lock, reason=reason, by=current_user)


@bp.post("/lists/<int:year>/plan/activities/<int:activity_id>/unlock")
@allow(ORGANISER)
def unlock(year: int, activity_id: int):
    decide(year, partial(unlock_programme, activity_id))
    return done(year, wording.results.SAVED_UNLOCK, activity_id)


def unlock_programme(activity_id: int, plan: Plan) -> None:
    programme = the_programme(plan, activity_id)
    plans.unlock_programme(db.session(), programme=programme, plan=plan, by=current_user)


def load_plan(year: int) -> tuple[WishList, list[Activity], Plan]:
    wish_list, activities = load(year)
    return wish_list, activities, plans.plan_of(db.session(), wish_list) or abort(404)


def the_programme(plan: Plan, activity_id: int) -> Programme:
    return plans.programmes_of(db.session(), plan).get(activity_id) or abort(404)


def decide(year: int, decision: Callable[[Plan], None]) -> None:
    """Rehearsed first and undone, so that its selection is computed while others may write."""
    wish_list, _activities, plan = load_plan(year)
    decision(plan)
    compute = planning.trial(db.session(), wish_list, plan, plan.budget)
    db.let_others_write()
    compute()
    wish_list, _activities, plan = load_plan(year)
    decision(plan)
    planning.replan(db.session(), wish_list=wish_list, plan=plan)


def done(year: int, notice: str, activity_id: int | None = None):
    flash(notice)
    anchor = f"activity-{activity_id}" if activity_id else None
    return redirect(url_for("organiser.plan", year=year, _anchor=anchor))


def show(wish_list: WishList, activities: list[Activity], plan: Plan, *, budget: int, budget_form=None, lock_form=None):
    """The whole page, or for the slider only the part that changes."""
    budget_error = next(iter(budget_form.budget.errors), None) if budget_form else None
    try:
        selection = selection_at(wish_list, plan, budget)
    except Refused as refusal:
        selection, budget_error = json.loads(plan.document), wording.refusal(refusal)
    return render_template(
        FRAGMENT if request.args.get("part") == "selection" else PAGE,
        wish_list=wish_list,
        plan=plan,
        most=max(TIMES_THE_BUDGET * wish_list.budget, plan.budget, LEAST_END),
        budget_error=budget_error,
        is_trial=selection["budget"] != plan.budget,
        forms=lock_forms(activities, lock_form),
        decisions=plans.decisions_about(db.session(), plan),
        who_would_come=who_would_come(wish_list),
        is_corrected=bool(found_document(wish_list).get("weighting")),
        how_sure=how_sure(wish_list, selection, plan),
        **plan_facts(selection, plan, activities),
    )


def selection_at(wish_list: WishList, plan: Plan, budget: int) -> dict:
    with_flips = "changes" in request.args
    stored = json.loads(plan.document)
    if budget == plan.budget and not (with_flips and stored["flips"] is None):
        return stored
    return planning.trial(db.session(), wish_list, plan, budget, with_flips=with_flips)()


def who_would_come(wish_list: WishList) -> dict[str, str]:
    found = found_document(wish_list)
    wanted = {activity["id"]: activity["marks"]["want"] for activity in found["activities"]}
    return {id: explanations.who_would_come(counts, wanted[id]) for id, counts in found["wanted_by"].items()}


def how_sure(wish_list: WishList, selection: dict, plan: Plan) -> dict[str, str]:
    """Tried out for the recommended plan only: without locks, under the budget of the list."""
    found = found_document(wish_list)
    is_recommended = selection["budget"] == found["fair"]["budget"] and not any(
        plans.locks_of(db.session(), plan).values()
    )
    shares = (found.get("robustness") or {}) if is_recommended else {}
    return {id: explanations.how_sure(share) for id, share in shares.items()}


def plan_facts(selection: dict, plan: Plan, activities: list[Activity]) -> dict:
    titles = titles_of(activities)
    locks = plans.locks_with_reasons(db.session(), plan)
    chosen, left_out = plan_rows.lines(selection, titles, currency=wording.results.YUAN, locks=locks)
    return {
        "selection": selection,
        "titles": titles,
        "chosen": chosen,
        "left_out": left_out,
        "occasions": sum(line.occasions for line in chosen),
        "reach": reached(selection["reach"], selection["respondents"]),
        "comparison": plan_rows.comparison(selection, titles, wording.results.YUAN),
        "proportion": plan_rows.proportion(selection, titles, wording.results.YUAN),
    }


def lock_forms(activities: list[Activity], sent: LockForm | None) -> dict[str, LockForm]:
    """One form an activity; the one that was sent keeps what was typed."""
    forms = {f"a{activity.id}-": LockForm(None, prefix=f"a{activity.id}-") for activity in activities}
    if sent:
        forms[sent._prefix] = sent
    return {prefix[1:-1]: form for prefix, form in forms.items()}
