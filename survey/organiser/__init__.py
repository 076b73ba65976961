from flask import Blueprint

bp = Blueprint("organiser", __name__, url_prefix="/organiser")

from survey.organiser import plan, publication, results, routes  # noqa: E402, F401
