"""Switching the open link on and off, on a page that says what that means."""

import base64

import zxingcpp
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey import db, wording
from survey.access import ORGANISER, allow
from survey.operations.open_link import switch_open_link
from survey.organiser import bp
from survey.organiser.slip_parts import the_open_list


@bp.get("/lists/<int:year>/open-link")
@allow(ORGANISER)
def open_link(year: int):
    link = f"{current_app.config['BASE_URL']}/wish/open"
    return render_template("organiser/open_link.html", wish_list=the_open_list(year), link=link, picture=picture(link))


@bp.post("/lists/<int:year>/open-link")
@allow(ORGANISER)
def change_open_link(year: int):
    on = request.form.get("on") == "yes"
    switch_open_link(db.session(), wish_list=the_open_list(year), on=on, by=current_user)
    flash(wording.organiser.OPEN_LINK_ON if on else wording.organiser.OPEN_LINK_OFF)
    return redirect(url_for("organiser.open_link", year=year))


def picture(link: str) -> str:
    code = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="Q").to_svg()
    return f"data:image/svg+xml;base64,{base64.b64encode(code.encode()).decode()}"
