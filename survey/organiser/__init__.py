from flask import Blueprint

bp = Blueprint("organiser", __name__, url_prefix="/organiser")

from survey.organiser import (  # noqa: E402, F401
    activities,
    activity_files,
    calendar,
    catalogue,
    close,
    coverage,
    home,
    open_link,
    people,
    plan,
    preview,
    publication,
    results,
    slips,
    stages,
    wish_lists,
    wish_themes,
    wishes,
)
