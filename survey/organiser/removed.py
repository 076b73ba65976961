"""The activity removed last, kept in the browser's session so that it can be put back."""

from flask import session

from survey.models import Activity, WishList
from survey.operations.activities import fields_of

KEPT = "removed_activity"


def remember(wish_list: WishList, activity: Activity) -> None:
    session[KEPT] = {"list": wish_list.id, "place": activity.position, "fields": fields_of(activity)}


def removed_from(wish_list: WishList) -> dict | None:
    kept = session.get(KEPT)
    return kept if kept and kept["list"] == wish_list.id and wish_list.status == "draft" else None


def forget() -> None:
    session.pop(KEPT, None)
