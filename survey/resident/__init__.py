from flask import Blueprint

bp = Blueprint("resident", __name__)

from survey.resident import after, current, form, open_link, welcome  # noqa: E402, F401

bp.record_once(lambda state: current.init_app(state.app))
