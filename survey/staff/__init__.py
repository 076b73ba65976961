"""Signing in, for everybody of the staff."""

from flask import Blueprint

bp = Blueprint("staff", __name__, url_prefix="/staff")

from survey.staff import account, invitation, second_step, sign_in  # noqa: E402, F401
