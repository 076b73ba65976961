"""A slip that was lost: found by the number on its stub or by its code, then voided, and replaced if wanted."""

from flask import abort, flash, redirect, render_template, session, url_for
from flask_login import current_user

from survey import code_tries, db, slip_codes, slip_making, slip_serials, wording
from survey.access import ORGANISER, allow
from survey.errors import Refused
from survey.models import Slip, WishList
from survey.operations import slips as operations
from survey.operations.buildings import buildings_of
from survey.organiser import bp
from survey.organiser.loading import own_community
from survey.organiser.slip_parts import sent, slip_text, the_building, the_open_list

LOST = "/lists/<int:year>/slips/lost"


def ask_what_to_do(wish_list: WishList, typed: str):
    operations.refuse_unless_open(wish_list)
    session["lost_slip"] = look_up(wish_list, typed).id
    return redirect(url_for("organiser.lost_slip", year=wish_list.year))


def look_up(wish_list: WishList, typed: str) -> Slip:
    code, serial = slip_codes.read_code(typed), slip_serials.read_serial(typed)
    if not (code or serial):
        raise Refused("slip_not_read")
    db.let_others_write()
    with code_tries.counted_try():
        if serial:
            return operations.slip_with_serial(db.session(), wish_list, serial)
        tag = slip_codes.code_tag(slip_codes.key_of(wish_list), wish_list, code)
        return operations.slip_with_code(db.session(), wish_list, tag)


@bp.get(LOST)
@allow(ORGANISER)
def lost_slip(year: int):
    wish_list = the_open_list(year)
    slip = the_lost_slip(wish_list)
    building = next((b for b in buildings_of(db.session(), own_community()) if b.id == slip.area_id), None)
    return render_template("organiser/lost_slip.html", wish_list=wish_list, building=building)


@bp.post(f"{LOST}/void")
@allow(ORGANISER)
def void_lost_slip(year: int):
    wish_list = the_open_list(year)
    operations.void_slip(db.session(), wish_list=wish_list, slip=the_lost_slip(wish_list), by=current_user)
    flash(wording.organiser.SLIP_VOIDED)
    return redirect(url_for("organiser.slips", year=year))


@bp.post(f"{LOST}/replace")
@allow(ORGANISER)
def replace_lost_slip(year: int):
    wish_list = the_open_list(year)
    slip, text, by = the_lost_slip(wish_list), slip_text(wish_list), current_user._get_current_object()
    building = the_building(slip.area_id)
    db.let_others_write()
    pdf = slip_making.replace_slip(text, wish_list, building, slip.id, by)
    return sent(pdf, "application/pdf", f"slip-{year}-{building.id}.pdf")


def the_lost_slip(wish_list: WishList) -> Slip:
    return operations.slip_of(db.session(), wish_list, session.get("lost_slip", "")) or abort(404)
