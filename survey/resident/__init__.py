from flask import Blueprint

bp = Blueprint("resident", __name__)

from survey.resident import after, form, welcome  # noqa: E402, F401
