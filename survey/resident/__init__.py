from flask import Blueprint

bp = Blueprint("resident", __name__)

from survey.resident import routes  # noqa: E402, F401
