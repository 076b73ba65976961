"""The pages of those who go from door to door."""

from flask import Blueprint

bp = Blueprint("enumerator", __name__, url_prefix="/door")

from survey.enumerator import home  # noqa: E402, F401
