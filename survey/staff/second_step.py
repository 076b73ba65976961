"""The number in an app, asked for after the password."""

import base64
from urllib.parse import quote

import zxingcpp
from flask import redirect, render_template, session, url_for

from survey import db, limits, wording
from survey.access import ANYONE, allow
from survey.errors import Refused
from survey.models import Staff
from survey.operations import second_steps
from survey.passwords import in_groups
from survey.staff import arriving, bp
from survey.staff.forms import NumberForm, NumberOrSpareForm


@bp.route("/second-step", methods=["GET", "POST"])
@allow(ANYONE)
def second_step():
    staff = arriving.half_way()
    if staff is None:
        return redirect(url_for("staff.sign_in"))
    if not staff.totp_secret:
        return redirect(url_for("staff.set_up_second_step"))
    form = NumberOrSpareForm()
    if form.validate_on_submit() and fits(staff, form):
        return arriving.arrive(staff)
    return arriving.ask_for_number(form)


def fits(staff: Staff, form: NumberForm) -> bool:
    def takes() -> bool:
        return second_steps.takes(db.session(), staff=staff, typed=form.number.data)

    return bool(tried(staff, form, takes, wording.staff.NUMBER_WRONG))


def tried(staff: Staff, form: NumberForm, try_it, wrong):
    """What `try_it` brings; where it brings nothing, why stands on the form."""
    try:
        reservation = limits.reserve("second_step", str(staff.id))
        if result := try_it():
            reservation.give_back()
            return result
        form.number.errors = [wrong]
    except Refused as refusal:
        form.number.errors = [wording.refusal(refusal)]
    return None


@bp.route("/second-step/set-up", methods=["GET", "POST"])
@allow(ANYONE)
def set_up_second_step():
    """The secret waits in the sealed cookie until a number shows that it has reached the app."""
    staff = arriving.half_way()
    if staff is None or staff.totp_secret:
        return redirect(url_for("staff.sign_in"))
    secret = bytes.fromhex(session.setdefault("new_secret", second_steps.new_totp_secret().hex()))
    form = NumberForm()
    if form.validate_on_submit() and (codes := set_up(staff, form, secret)):
        return show_codes(staff, codes)
    return render_template("staff/set_up.html", form=form, **shown(staff, secret))


def set_up(staff: Staff, form: NumberForm, secret: bytes) -> list[str] | None:
    def set_it_up() -> list[str] | None:
        number = "".join(form.number.data.split())
        return second_steps.set_up(db.session(), staff=staff, secret=secret, number=number)

    return tried(staff, form, set_it_up, wording.staff.FIRST_NUMBER_WRONG)


def show_codes(staff: Staff, codes: list[str]):
    wanted = session.get("after_sign_in")
    arriving.begin(staff)
    return render_template("staff/spare_codes.html", codes=codes, next=arriving.place_for(staff, wanted))


def shown(staff: Staff, secret: bytes) -> dict[str, str]:
    letters = base64.b32encode(secret).decode()
    label, issuer = quote(f"{wording.staff.ISSUER}:{staff.login}"), quote(str(wording.staff.ISSUER))
    address = f"otpauth://totp/{label}?secret={letters}&issuer={issuer}"
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = base64.b64encode(code.to_svg(scale=6).encode()).decode()
    return {
        "login": staff.login,
        "letters": in_groups(letters),
        "address": address,
        "picture": f"data:image/svg+xml;base64,{picture}",
    }
