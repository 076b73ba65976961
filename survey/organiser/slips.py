from itertools import chain

from flask import flash, redirect, render_template, stream_with_context, url_for
from flask_login import current_user

from survey import db, slip_making, wording
from survey.access import ORGANISER, allow
from survey.errors import Refused
from survey.operations import slips as operations
from survey.operations.buildings import Building, buildings_of
from survey.operations.slips import SlipCounts
from survey.organiser import bp, lost_slip
from survey.organiser.forms import SlipsForm, VoidForm
from survey.organiser.loading import own_community, the_list
from survey.organiser.slip_parts import sent, slip_text, the_building, the_open_list

NONE_YET = SlipCounts()
BUILDING = "/lists/<int:year>/slips/<int:area_id>"


@bp.route("/lists/<int:year>/slips", methods=["GET", "POST"])
@allow(ORGANISER)
def slips(year: int):
    """Every building with how many are out; a lost slip is looked up here."""
    wish_list, form = the_list(year), VoidForm()
    if form.validate_on_submit():
        try:
            return lost_slip.ask_what_to_do(wish_list, form.code.data)
        except Refused as refusal:
            form.code.errors = [wording.refusal(refusal)]
    wish_list, buildings = the_list(year), buildings_of(db.session(), own_community())
    counts = operations.slip_counts(db.session(), wish_list)
    missing = sum(count for _building, count in still_missing(buildings, counts))
    return render_template(
        "organiser/slips.html",
        wish_list=wish_list,
        form=form,
        buildings=buildings,
        counts=counts,
        no_slips=NONE_YET,
        missing=missing,
        minutes=slip_making.minutes_for(missing),
    )


def still_missing(buildings: list[Building], counts: dict[int, SlipCounts]) -> list[tuple[Building, int]]:
    wanted = [
        (building, operations.missing(building.residents, counts.get(building.id, NONE_YET))) for building in buildings
    ]
    return [(building, count) for building, count in wanted if count]


@bp.post("/lists/<int:year>/slips/all")
@allow(ORGANISER)
def make_all_slips(year: int):
    wish_list = the_open_list(year)
    buildings, counts = buildings_of(db.session(), own_community()), operations.slip_counts(db.session(), wish_list)
    if not (wanted := still_missing(buildings, counts)):
        raise Refused("slips_all_made")
    text, by = slip_text(wish_list), current_user._get_current_object()
    db.let_others_write()
    parts = slip_making.zip_of_slips(text, wish_list, wanted, by)
    first = next(parts)  # before the answer begins, so that a refusal can still be said on a page
    return sent(stream_with_context(chain([first], parts)), "application/zip", f"slips-{year}.zip")


@bp.route(BUILDING, methods=["GET", "POST"])
@allow(ORGANISER)
def building_slips(year: int, area_id: int):
    wish_list, building = the_open_list(year), the_building(area_id)
    counts = operations.slip_counts(db.session(), wish_list).get(area_id, NONE_YET)
    missing = operations.missing(building.residents, counts)
    form = SlipsForm(data={"count": missing or 1})
    if form.validate_on_submit():
        text, by = slip_text(wish_list), current_user._get_current_object()
        db.let_others_write()
        pdf = slip_making.make_slips(text, wish_list, building, form.count.data, by)
        return sent(pdf, "application/pdf", f"slips-{year}-{area_id}.pdf")
    return render_template(
        "organiser/building_slips.html",
        wish_list=wish_list,
        building=building,
        form=form,
        counts=counts,
        missing=missing,
    )


@bp.get(f"{BUILDING}/void")
@allow(ORGANISER)
def void_unused(year: int, area_id: int):
    wish_list, building = the_open_list(year), the_building(area_id)
    return render_template("organiser/void_unused.html", wish_list=wish_list, building=building)


@bp.post(f"{BUILDING}/void")
@allow(ORGANISER)
def void_unused_slips(year: int, area_id: int):
    wish_list, building = the_open_list(year), the_building(area_id)
    operations.void_unused_slips(db.session(), wish_list=wish_list, area_id=area_id, by=current_user)
    flash(wording.organiser.UNUSED_SLIPS_VOIDED % {"building": building.name})
    return redirect(url_for("organiser.building_slips", year=year, area_id=area_id))
