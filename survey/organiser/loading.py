"""The first beat of every route here: only what belongs to the organiser's own community is ever found."""

from flask import abort
from flask_login import current_user

from survey import db, wording
from survey.models import Activity, Community, WishList
from survey.operations import activities, wish_lists
from survey.organiser import bp


def own_community() -> Community:
    return db.session().get(Community, current_user.community_id)


def the_list(year: int) -> WishList:
    return wish_lists.wish_list_of_year(db.session(), own_community(), year) or abort(404)


def the_activity(wish_list: WishList, activity_id: int) -> Activity:
    return activities.activity_of(db.session(), wish_list, activity_id) or abort(404)


@bp.context_processor
def name_the_community() -> dict:
    own = {"community": own_community()} if current_user.is_authenticated else {}
    return own | {"list_pages": wording.organiser.LIST_PAGES}
