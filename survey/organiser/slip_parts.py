"""What the pages that print slips have in common."""

from flask import Response, abort, current_app

from survey import db
from survey.models import WishList
from survey.operations import slips as operations
from survey.operations.buildings import Building, buildings_of
from survey.organiser.loading import own_community, the_list
from survey.print.slips import SlipText, text_of


def the_open_list(year: int) -> WishList:
    wish_list = the_list(year)
    operations.refuse_unless_open(wish_list)
    return wish_list


def the_building(area_id: int) -> Building:
    return next((b for b in buildings_of(db.session(), own_community()) if b.id == area_id), None) or abort(404)


def slip_text(wish_list: WishList) -> SlipText:
    return text_of(wish_list, own_community(), current_app.config["BASE_URL"])


def sent(body, kind: str, filename: str) -> Response:
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={filename}"
    return response
